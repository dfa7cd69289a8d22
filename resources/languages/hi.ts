<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hi_IN" sourcelanguage="en">
<context>
    <name>desk</name>
    <message>
        <source> %1 are still in stock.</source>
        <translation> स्टॉक में अब भी %1 हैं।</translation>
    </message>
    <message>
        <source> (left blank on the page: accepted + rejected)</source>
        <translation> (पेज पर ख़ाली था: स्वीकृत + अस्वीकृत)</translation>
    </message>
    <message>
        <source> Afterwards there are %1.</source>
        <translation> इसके बाद %1 रहेंगे।</translation>
    </message>
    <message>
        <source> It is written down in %1.</source>
        <translation> यह %1 में लिख लिया गया है।</translation>
    </message>
    <message>
        <source> That is less than nothing: count the stock, or enter what came in.</source>
        <translation> यह शून्य से कम है: स्टॉक गिनें, या जो आया वह लिखें।</translation>
    </message>
    <message>
        <source> This party has kept it back before.</source>
        <translation> यह पार्टी पहले भी काट चुकी है।</translation>
    </message>
    <message>
        <source> on %1</source>
        <translation>, %1 पर</translation>
    </message>
    <message>
        <source> or </source>
        <translation> या </translation>
    </message>
    <message>
        <source> ₹ %1 are entered here together.</source>
        <translation> यहाँ कुल ₹ %1 लिखा है।</translation>
    </message>
    <message>
        <source>%1

Nothing of this page is in the books.
%2</source>
        <translation>%1

इस पेज का कुछ भी बही में नहीं आया।
%2</translation>
    </message>
    <message>
        <source>%1

Your books themselves are saved.</source>
        <translation>%1

आपकी बही सेव है।</translation>
    </message>
    <message>
        <source>%1
Your name and the date are kept with it.</source>
        <translation>%1
आपका नाम और तारीख़ साथ में रखे जाएँगे।</translation>
    </message>
    <message>
        <source>%1  ·  in use now</source>
        <translation>%1  ·  अभी इस्तेमाल में</translation>
    </message>
    <message>
        <source>%1 % of the %2</source>
        <translation>%2 का %1 %</translation>
    </message>
    <message>
        <source>%1 %2 whole: file, links, audit trail and figures (%3).</source>
        <translation>%1 %2 पूरा है: फ़ाइल, जोड़, ऑडिट ट्रेल और आँकड़े (%3)।</translation>
    </message>
    <message>
        <source>%1 Afterwards challan %2 can be invoiced again.</source>
        <translation>%1 इसके बाद चालान %2 का इनवॉइस फिर बन सकेगा।</translation>
    </message>
    <message>
        <source>%1 Enter shows it.</source>
        <translation>%1 देखने के लिए Enter दबाएँ।</translation>
    </message>
    <message>
        <source>%1 Settings &gt; Books &gt; Check the books says more.</source>
        <translation>%1 ज़्यादा जानकारी सेटिंग &gt; बही &gt; बही जाँचें में है।</translation>
    </message>
    <message>
        <source>%1 accepts quotation %2</source>
        <translation>%1 को कोटेशन %2 मंज़ूर है</translation>
    </message>
    <message>
        <source>%1 at the right found no room.</source>
        <translation>दाईं ओर %1 के लिए जगह नहीं थी।</translation>
    </message>
    <message>
        <source>%1 attached to order %2.</source>
        <translation>%1 ऑर्डर %2 में लग गई।</translation>
    </message>
    <message>
        <source>%1 between %2 and %3</source>
        <translation>%2 और %3 के बीच %1</translation>
    </message>
    <message>
        <source>%1 cannot be sent. %2</source>
        <translation>%1 नहीं भेजी जा सकती। %2</translation>
    </message>
    <message>
        <source>%1 challans cannot be invoiced and are left out: %2. The list says why.</source>
        <translation>%1 चालानों का इनवॉइस नहीं बन सकता, वे छोड़े गए: %2। कारण सूची में है।</translation>
    </message>
    <message>
        <source>%1 characters at most.</source>
        <translation>ज़्यादा से ज़्यादा %1 अक्षर।</translation>
    </message>
    <message>
        <source>%1 could not be read and kept what was pasted: see the red ones.</source>
        <translation>%1 पढ़ा नहीं जा सका, जो पेस्ट किया वही रहा: लाल सेल देखें।</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2. Choose another folder.</source>
        <translation>%1 सेव नहीं हो सकी: %2। दूसरा फ़ोल्डर चुनें।</translation>
    </message>
    <message>
        <source>%1 could not be saved: the disk is full. Make room on it, or choose another folder.</source>
        <translation>%1 सेव नहीं हो सकी: डिस्क भर गई है। उस पर जगह बनाएँ, या दूसरा फ़ोल्डर चुनें।</translation>
    </message>
    <message>
        <source>%1 could not be saved: you may not write there, or it is open in another program. Close it there, or choose another folder.</source>
        <translation>%1 सेव नहीं हो सकी: वहाँ लिखने की अनुमति नहीं है, या वह किसी और प्रोग्राम में खुली है। वहाँ बंद करें, या दूसरा फ़ोल्डर चुनें।</translation>
    </message>
    <message>
        <source>%1 could not be sent yet; it is tried again by itself. %2</source>
        <translation>%1 अभी नहीं जा सका; अपने-आप फिर कोशिश होगी। %2</translation>
    </message>
    <message>
        <source>%1 was not verified: a copy of it needs %2 MB free in %3. Free some and verify again.</source>
        <translation>%1 जाँची नहीं गई: उसकी प्रति के लिए %3 में %2 MB ख़ाली जगह चाहिए। जगह बनाएँ और फिर जाँचें।</translation>
    </message>
    <message>
        <source>%1 count as delivered</source>
        <translation>%1 डिलीवर माना जाएगा</translation>
    </message>
    <message>
        <source>%1 day late</source>
        <translation>%1 दिन देर</translation>
    </message>
    <message>
        <source>%1 days late</source>
        <translation>%1 दिन देर</translation>
    </message>
    <message>
        <source>%1 deviations acknowledged.</source>
        <translation>%1 अंतर देख लिए गए।</translation>
    </message>
    <message>
        <source>%1 deviations. The same note goes to each of them.</source>
        <translation>%1 अंतर। हर एक पर यही नोट लगेगा।</translation>
    </message>
    <message>
        <source>%1 does not belong to that business.</source>
        <translation>%1 उस फ़र्म में नहीं है।</translation>
    </message>
    <message>
        <source>%1 exists already; sample books are only made in a new file.</source>
        <translation>%1 पहले से है; नमूना बही केवल नई फ़ाइल में बनती है।</translation>
    </message>
    <message>
        <source>%1 for each unit</source>
        <translation>हर इकाई पर %1</translation>
    </message>
    <message>
        <source>%1 for order %2</source>
        <translation>ऑर्डर %2 का %1</translation>
    </message>
    <message>
        <source>%1 found no room.</source>
        <translation>%1 के लिए जगह नहीं मिली।</translation>
    </message>
    <message>
        <source>%1 found the order they were waiting for.</source>
        <translation>%1 को अपना ऑर्डर मिल गया।</translation>
    </message>
    <message>
        <source>%1 gets another key. Its present one opens nothing any more as soon as the new one is made: put the new one into the program's own settings at once.</source>
        <translation>%1 को दूसरी कुंजी मिलेगी। नई बनते ही मौजूदा कुंजी से कुछ नहीं खुलेगा: नई कुंजी तुरंत प्रोग्राम की अपनी सेटिंग में डालें।</translation>
    </message>
    <message>
        <source>%1 has %2.</source>
        <translation>%1 में %2 है।</translation>
    </message>
    <message>
        <source>%1 has a new password.</source>
        <translation>%1 का नया पासवर्ड लग गया।</translation>
    </message>
    <message>
        <source>%1 has another role from now on.</source>
        <translation>%1 की भूमिका अब बदल गई।</translation>
    </message>
    <message>
        <source>%1 has not ended.</source>
        <translation>%1: अभी पूरा नहीं हुआ।</translation>
    </message>
    <message>
        <source>%1 has not ended. Wait for it or stop it first.</source>
        <translation>%1: अभी पूरा नहीं हुआ। पूरा होने दें या पहले रोकें।</translation>
    </message>
    <message>
        <source>%1 has not ended. Wait for it.</source>
        <translation>%1: अभी पूरा नहीं हुआ। पूरा होने तक रुकें।</translation>
    </message>
    <message>
        <source>%1 in stock</source>
        <translation>स्टॉक में %1</translation>
    </message>
    <message>
        <source>%1 in this lot%2</source>
        <translation>इस लॉट में %1%2</translation>
    </message>
    <message>
        <source>%1 is a program and is not started from here. Save it if you know who sent it.</source>
        <translation>%1 एक प्रोग्राम है, यहाँ से नहीं चलेगा। भेजने वाले को जानते हों तभी सेव करें।</translation>
    </message>
    <message>
        <source>%1 is added. Its bank, logo and number styles are in File &gt; Settings.</source>
        <translation>%1 जुड़ गई। उसका बैंक, लोगो और नंबर का ढंग फ़ाइल &gt; सेटिंग में है।</translation>
    </message>
    <message>
        <source>%1 is cancelled.</source>
        <translation>%1 रद्द है।</translation>
    </message>
    <message>
        <source>%1 is deleted.</source>
        <translation>%1 हटा दिया गया।</translation>
    </message>
    <message>
        <source>%1 is let in no more.</source>
        <translation>%1 का खाता बंद कर दिया गया।</translation>
    </message>
    <message>
        <source>%1 is logged out everywhere and let in no more. What they have done stays in the books under their name. The account can be enabled again.</source>
        <translation>%1 को हर जगह से लॉग-आउट किया जाएगा और आगे लॉग-इन नहीं हो सकेगा। किया हुआ काम बही में उसी नाम से रहेगा। खाता फिर चालू किया जा सकता है।</translation>
    </message>
    <message>
        <source>%1 is logged out.</source>
        <translation>%1 का लॉग-इन समाप्त हुआ।</translation>
    </message>
    <message>
        <source>%1 is merged into %2.</source>
        <translation>%1 अब %2 में मिल गई।</translation>
    </message>
    <message>
        <source>%1 is not among the parties.</source>
        <translation>%1 पार्टियों में नहीं है।</translation>
    </message>
    <message>
        <source>%1 is not among the parties. Add him in Parties and choose him in the quotation, then an order can be made of it.</source>
        <translation>%1 पार्टियों में नहीं है। पहले उन्हें “पार्टियाँ” में जोड़ें और कोटेशन में चुनें, तब इससे ऑर्डर बन सकेगा।</translation>
    </message>
    <message>
        <source>%1 is removed from the order.</source>
        <translation>%1 को ऑर्डर से हटा दिया गया।</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 सेव हो गया।</translation>
    </message>
    <message>
        <source>%1 is sent, but not to everybody. %2</source>
        <translation>%1 भेज दिया, पर सबको नहीं गया। %2</translation>
    </message>
    <message>
        <source>%1 is sent.</source>
        <translation>%1 भेज दी गई।</translation>
    </message>
    <message>
        <source>%1 is the default buyer now.</source>
        <translation>%1 अब डिफ़ॉल्ट ख़रीदार है।</translation>
    </message>
    <message>
        <source>%1 left in %2; %3 are too many.</source>
        <translation>%2 में बाक़ी %1; %3 ज़्यादा हो जाएगा।</translation>
    </message>
    <message>
        <source>%1 lines are marked. Mark %2 at most at a time.</source>
        <translation>%1 लाइनें चुनी हैं। एक बार में ज़्यादा से ज़्यादा %2 चुनें।</translation>
    </message>
    <message>
        <source>%1 lines have</source>
        <translation>%1 पंक्तियों में</translation>
    </message>
    <message>
        <source>%1 marked</source>
        <translation>%1 चुने हुए</translation>
    </message>
    <message>
        <source>%1 may log in again.</source>
        <translation>%1 फिर लॉग-इन कर सकते हैं।</translation>
    </message>
    <message>
        <source>%1 may no longer work in this business. Choose who is at this desk in the File menu; until then nothing can be changed.</source>
        <translation>%1 को अब इस फ़र्म में काम करने की अनुमति नहीं है। फ़ाइल मेन्यू में चुनें कि इस डेस्क पर कौन है; तब तक कुछ नहीं बदला जा सकता।</translation>
    </message>
    <message>
        <source>%1 more dropped and waiting</source>
        <translation>%1 और छोड़े गए, इंतज़ार में हैं</translation>
    </message>
    <message>
        <source>%1 more was not taken either.</source>
        <translation>%1 और भी नहीं लिया गया।</translation>
    </message>
    <message>
        <source>%1 more were not taken either.</source>
        <translation>%1 और भी नहीं लिए गए।</translation>
    </message>
    <message>
        <source>%1 no HSN code. The invoice can be issued, but the buyer's accounts office and the GST return ask for it. Once typed, it is remembered for the material.</source>
        <translation>%1 HSN कोड नहीं है। इनवॉइस जारी हो सकता है, पर ख़रीदार का लेखा विभाग और GST रिटर्न HSN माँगते हैं। एक बार लिखने पर मटीरियल के लिए याद रहता है।</translation>
    </message>
    <message>
        <source>%1 no HSN code; the GST return asks for it.</source>
        <translation>%1 HSN कोड नहीं है; GST रिटर्न HSN माँगता है।</translation>
    </message>
    <message>
        <source>%1 not in the books yet. Import the order page: this SRV is then linked by itself.</source>
        <translation>%1 अभी बही में नहीं है। ऑर्डर का पेज इम्पोर्ट करें: यह SRV फिर अपने-आप जुड़ जाएगा।</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3, each whole</source>
        <translation>%2 %3 में से %1, हर एक पूरा</translation>
    </message>
    <message>
        <source>%1 of %2 in all, numbered from %3 on in the order of this list.</source>
        <translation>%1, कुल %2, नंबर %3 से इसी सूची के क्रम में।</translation>
    </message>
    <message>
        <source>%1 of %2. What is made of it?</source>
        <translation>%1, तारीख़ %2। इससे क्या बने?</translation>
    </message>
    <message>
        <source>%1 of it settles no invoice. Press Change to say what it is for.</source>
        <translation>इसमें से %1 किसी इनवॉइस में नहीं लगे। किसके लिए हैं, यह बताने के लिए “बदलें” दबाएँ।</translation>
    </message>
    <message>
        <source>%1 of other years are not shown. Press to show all years in this list.</source>
        <translation>दूसरे वर्षों के %1 नहीं दिख रहे। इस सूची में सब वर्ष देखने के लिए दबाएँ।</translation>
    </message>
    <message>
        <source>%1 of other years fit. Another year is chosen in the line at the foot (Alt+F2).</source>
        <translation>दूसरे वर्षों के %1 मिलते हैं। दूसरा वर्ष नीचे की पट्टी में चुनें (Alt+F2)।</translation>
    </message>
    <message>
        <source>%1 of this lot, first lot first</source>
        <translation>इस लॉट में %1, पहले पहला लॉट भरता है</translation>
    </message>
    <message>
        <source>%1 on invoice %2</source>
        <translation>इनवॉइस %2 पर %1</translation>
    </message>
    <message>
        <source>%1 other departments</source>
        <translation>%1 अन्य विभाग</translation>
    </message>
    <message>
        <source>%1 overdue in all</source>
        <translation>कुल देरी में: %1</translation>
    </message>
    <message>
        <source>%1 page in all</source>
        <translation>कुल %1 पेज</translation>
    </message>
    <message>
        <source>%1 pages in all</source>
        <translation>कुल %1 पेज</translation>
    </message>
    <message>
        <source>%1 pending</source>
        <translation>%1 बाक़ी</translation>
    </message>
    <message>
        <source>%1 received of the whole item (RCD QTY)</source>
        <translation>पूरे आइटम में %1 मिला (RCD QTY)</translation>
    </message>
    <message>
        <source>%1 rejected of %2; %3 are too many.</source>
        <translation>%2 में अस्वीकृत %1; %3 ज़्यादा हो जाएगा।</translation>
    </message>
    <message>
        <source>%1 saved in %2.</source>
        <translation>%1 सेव हुआ: %2।</translation>
    </message>
    <message>
        <source>%1 sent to %2.</source>
        <translation>%1 भेजा गया: %2।</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 दिख रहे हैं</translation>
    </message>
    <message>
        <source>%1 the note of %2</source>
        <translation>%2 का नोट %1</translation>
    </message>
    <message>
        <source>%1 this note</source>
        <translation>यह नोट %1</translation>
    </message>
    <message>
        <source>%1 to check</source>
        <translation>%1 जाँचने हैं</translation>
    </message>
    <message>
        <source>%1 to check: see the Deviations tab.</source>
        <translation>%1 की जाँच बाक़ी: “अंतर” टैब देखें।</translation>
    </message>
    <message>
        <source>%1 waiting for you</source>
        <translation>%1 आपके इंतज़ार में</translation>
    </message>
    <message>
        <source>%1 was made of it already.</source>
        <translation>इससे %1 पहले ही बन चुका है।</translation>
    </message>
    <message>
        <source>%1 would have lines without HSN code. They can be issued, but the buyer's accounts office and the GST return ask for it.</source>
        <translation>%1 में HSN कोड के बिना पंक्तियाँ होंगी। जारी तो हो सकते हैं, पर ख़रीदार का लेखा विभाग और GST रिटर्न HSN माँगते हैं।</translation>
    </message>
    <message>
        <source>%1, %2, is logged out everywhere and logs in with the new password. At least %3 characters.</source>
        <translation>%1, %2: हर जगह से लॉग-आउट होगा, फिर नए पासवर्ड से लॉग-इन करना होगा। कम से कम %3 अक्षर।</translation>
    </message>
    <message>
        <source>%1, %2, is saved.</source>
        <translation>%1, %2, सेव हो गया।</translation>
    </message>
    <message>
        <source>%1, %2, through %3, entry %4</source>
        <translation>%1, %2, %3 से, प्रविष्टि %4</translation>
    </message>
    <message>
        <source>%1, %2. What it settled is open again; the audit trail keeps what stood in it.</source>
        <translation>%1, %2। इससे जो निपटा था वह फिर बकाया होगा; इसमें क्या लिखा था, यह ऑडिट ट्रेल में रहता है।</translation>
    </message>
    <message>
        <source>%1, REV %2</source>
        <translation>%1, REV %2</translation>
    </message>
    <message>
        <source>%1, is deleted.</source>
        <translation>%1, हटा दिया गया।</translation>
    </message>
    <message>
        <source>%1. %2 The audit trail keeps what stood in it.</source>
        <translation>%1। %2 इसमें क्या लिखा था, यह ऑडिट ट्रेल में रहता है।</translation>
    </message>
    <message>
        <source>%1. A line with nothing to fill in is left out.</source>
        <translation>%1। जिस पंक्ति में भरने को कुछ नहीं वह छोड़ दी जाती है।</translation>
    </message>
    <message>
        <source>%1. See “senstosales --help”.</source>
        <translation>%1। देखें “senstosales --help”।</translation>
    </message>
    <message>
        <source>%1. The number stays used.</source>
        <translation>%1। नंबर इस्तेमाल हुआ ही माना जाएगा।</translation>
    </message>
    <message>
        <source>%1: delivered by hand</source>
        <translation>%1: हाथ से लिखा डिलीवर</translation>
    </message>
    <message>
        <source>%1: how much has gone?</source>
        <translation>%1: कितना जा चुका है?</translation>
    </message>
    <message>
        <source>%1: not whole</source>
        <translation>%1: पूरा नहीं</translation>
    </message>
    <message>
        <source>%1: quotation %2</source>
        <translation>%1: कोटेशन %2</translation>
    </message>
    <message>
        <source>%1: sent to %2.</source>
        <translation>%1 भेजा गया: %2।</translation>
    </message>
    <message>
        <source>, %1 not begun: it was stopped</source>
        <translation>, %1 शुरू ही नहीं हुए: रोक दिया गया</translation>
    </message>
    <message>
        <source>, and %1 more</source>
        <translation>, और %1 अन्य</translation>
    </message>
    <message>
        <source>, due %1</source>
        <translation>, देय %1</translation>
    </message>
    <message>
        <source>, in use now</source>
        <translation>, अभी इस्तेमाल में</translation>
    </message>
    <message>
        <source>, lot %1</source>
        <translation>, लॉट %1</translation>
    </message>
    <message>
        <source>, replacement</source>
        <translation>, बदली का माल</translation>
    </message>
    <message>
        <source>, stopping</source>
        <translation>, रुक रहा है</translation>
    </message>
    <message>
        <source>, typed by %1</source>
        <translation>, लिखने वाले %1</translation>
    </message>
    <message>
        <source>1% or, in rupees for each unit, 400</source>
        <translation>1%, या हर इकाई पर रुपये में, 400</translation>
    </message>
    <message>
        <source>4, 6 or 8 digits; remembered for this material</source>
        <translation>4, 6 या 8 अंक; इस मटीरियल के लिए याद रहता है</translation>
    </message>
    <message>
        <source>5% or, in rupees off the whole line, 500</source>
        <translation>5%, या पूरी पंक्ति पर रुपये में, 500</translation>
    </message>
    <message>
        <source>; corrected by %1, %2</source>
        <translation>; सुधारा: %1, %2</translation>
    </message>
    <message>
        <source>A buyer who was given other copies before gets those again</source>
        <translation>जिस ख़रीदार को पहले अलग प्रतियाँ दी थीं, उसे फिर वही मिलेंगी</translation>
    </message>
    <message>
        <source>A challan without an order: job work, returnable goods, on approval, other reasons</source>
        <translation>बिना ऑर्डर का चालान: जॉब वर्क, वापसी वाला माल, अप्रूवल पर, दूसरे कारण</translation>
    </message>
    <message>
        <source>A code %1 for %2. No mail server is set: tell it to them yourself.</source>
        <translation>%2 के लिए कोड %1। मेल सर्वर तय नहीं है: उन्हें आप ख़ुद बताएँ।</translation>
    </message>
    <message>
        <source>A customer comes with the first order page. Others are added here.</source>
        <translation>ग्राहक पहले ऑर्डर के पेज के साथ आ जाता है। बाक़ी यहाँ जोड़े जाते हैं।</translation>
    </message>
    <message>
        <source>A customer, consignee or supplier</source>
        <translation>ग्राहक, कंसाइनी या सप्लायर</translation>
    </message>
    <message>
        <source>A draft: it is not in force and counts nowhere until it is issued.</source>
        <translation>ड्राफ्ट: जारी होने तक लागू नहीं है और कहीं गिना नहीं जाता।</translation>
    </message>
    <message>
        <source>A draft: the customer has not been sent it yet.</source>
        <translation>ड्राफ्ट: ग्राहक को अभी नहीं भेजा गया।</translation>
    </message>
    <message>
        <source>A draft: the goods have no paper yet.</source>
        <translation>ड्राफ्ट है: माल का अभी कोई काग़ज़ नहीं।</translation>
    </message>
    <message>
        <source>A financial year, or the whole account</source>
        <translation>कोई वित्तीय वर्ष, या पूरा खाता</translation>
    </message>
    <message>
        <source>A further business in these books (Alt+A)</source>
        <translation>इस बही में एक और फ़र्म (Alt+A)</translation>
    </message>
    <message>
        <source>A new draft with everything of this one; its number says which revision it is</source>
        <translation>इसी का सब कुछ लेकर नया ड्राफ्ट; नंबर से पता चलता है कि कौन सा रिवीज़न है</translation>
    </message>
    <message>
        <source>A new line</source>
        <translation>नई पंक्ति</translation>
    </message>
    <message>
        <source>A party has an account as soon as something is billed to it or paid by it.</source>
        <translation>पार्टी के नाम कोई बिल बनते ही या उससे कोई भुगतान मिलते ही उसका खाता खुल जाता है।</translation>
    </message>
    <message>
        <source>A password has at least %1 characters.</source>
        <translation>पासवर्ड में कम से कम %1 अक्षर हों।</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>पोर्ट 1 से 65535 तक की संख्या है।</translation>
    </message>
    <message>
        <source>A price cannot be less than zero.</source>
        <translation>क़ीमत शून्य से कम नहीं हो सकती।</translation>
    </message>
    <message>
        <source>A program that reaches the books over REST, such as one for billing or stock, sends a key of its own with every call. What it does bears its name.</source>
        <translation>जो प्रोग्राम REST से बही तक पहुँचता है, जैसे बिलिंग या स्टॉक का, वह हर कॉल के साथ अपनी कुंजी भेजता है। उसके काम उसी के नाम से लिखे जाते हैं।</translation>
    </message>
    <message>
        <source>A rate cannot be less than zero.</source>
        <translation>रेट शून्य से कम नहीं हो सकता।</translation>
    </message>
    <message>
        <source>A sum cannot be divided by zero.</source>
        <translation>शून्य से भाग नहीं दे सकते।</translation>
    </message>
    <message>
        <source>A window of its own with made-up orders. Nothing there is kept.</source>
        <translation>अलग विंडो, बनावटी ऑर्डर के साथ। वहाँ का कुछ रखा नहीं जाता।</translation>
    </message>
    <message>
        <source>About SenstoSales</source>
        <translation>SenstoSales के बारे में</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>स्वीकृत</translation>
    </message>
    <message>
        <source>Accepted…</source>
        <translation>मंज़ूर…</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>खाता</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>खाता %1</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>खाता नंबर</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>खाते</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>देख लिया</translation>
    </message>
    <message>
        <source>Acknowledge %1 deviations</source>
        <translation>%1 अंतर देख लिए</translation>
    </message>
    <message>
        <source>Acknowledge a deviation</source>
        <translation>अंतर देख लिया</translation>
    </message>
    <message>
        <source>Acknowledged by %1</source>
        <translation>देख लिया: %1</translation>
    </message>
    <message>
        <source>Acknowledge…</source>
        <translation>देख लिया…</translation>
    </message>
    <message>
        <source>Add a business</source>
        <translation>फ़र्म जोड़ें</translation>
    </message>
    <message>
        <source>Add a business…</source>
        <translation>फ़र्म जोड़ें…</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>नोट जोड़ें</translation>
    </message>
    <message>
        <source>Add a product</source>
        <translation>प्रोडक्ट जोड़ें</translation>
    </message>
    <message>
        <source>Add business</source>
        <translation>फ़र्म जोड़ें</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>पता</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>पते</translation>
    </message>
    <message>
        <source>After</source>
        <translation>बाद में</translation>
    </message>
    <message>
        <source>After %1 it no longer lowers the tax (s. 34(2)).</source>
        <translation>%1 के बाद इससे टैक्स कम नहीं होता (धारा 34(2))।</translation>
    </message>
    <message>
        <source>After tax</source>
        <translation>टैक्स के बाद</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>कितना पुराना</translation>
    </message>
    <message>
        <source>All</source>
        <translation>सभी</translation>
    </message>
    <message>
        <source>All changes of %1</source>
        <translation>%1 के सभी बदलाव</translation>
    </message>
    <message>
        <source>All changes of it</source>
        <translation>इसके सभी बदलाव</translation>
    </message>
    <message>
        <source>All deviations are looked at</source>
        <translation>सभी अंतर देख लिए गए</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>सभी फ़ाइलें (*)</translation>
    </message>
    <message>
        <source>All pages as they will be</source>
        <translation>सभी पेज, जैसे छपेंगे</translation>
    </message>
    <message>
        <source>All years</source>
        <translation>सभी वर्ष</translation>
    </message>
    <message>
        <source>Amendment</source>
        <translation>संशोधन</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>राशि</translation>
    </message>
    <message>
        <source>Amount ₹</source>
        <translation>राशि ₹</translation>
    </message>
    <message>
        <source>An invoice</source>
        <translation>इनवॉइस</translation>
    </message>
    <message>
        <source>An invoice that takes the party over it brings a notice; empty for no limit</source>
        <translation>इनवॉइस से पार्टी इसके ऊपर जाए तो सूचना दिखती है; ख़ाली हो तो कोई सीमा नहीं</translation>
    </message>
    <message>
        <source>An invoice without an order</source>
        <translation>बिना ऑर्डर का इनवॉइस</translation>
    </message>
    <message>
        <source>An issued invoice %1 or put right by a note.</source>
        <translation>जारी इनवॉइस %1, या नोट से सुधारा जा सकता है।</translation>
    </message>
    <message>
        <source>An issued invoice cannot be changed, only cancelled with a reason.</source>
        <translation>जारी इनवॉइस बदला नहीं जा सकता, केवल कारण देकर रद्द हो सकता है।</translation>
    </message>
    <message>
        <source>An issued invoice is never changed. A credit note puts it right when goods were rejected or the price was too high; a debit note when the price was too low. Begin it here, or at its invoice.</source>
        <translation>जारी इनवॉइस कभी नहीं बदलता। माल अस्वीकृत हो या क़ीमत ज़्यादा लगी हो तो क्रेडिट नोट से सुधरता है, क़ीमत कम लगी हो तो डेबिट नोट से। इसे यहाँ से शुरू करें, या इनवॉइस से।</translation>
    </message>
    <message>
        <source>An older amendment than the one held: kept as history</source>
        <translation>मौजूदा से पुराना संशोधन: पुराने रिकॉर्ड में रखा</translation>
    </message>
    <message>
        <source>An order</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>An unfinished %1 of %2 was kept%3.</source>
        <translation>%2 का अधूरा %1 रखा है%3।</translation>
    </message>
    <message>
        <source>Another GSTIN of the buyer</source>
        <translation>ख़रीदार का दूसरा GSTIN</translation>
    </message>
    <message>
        <source>Another business (%1)</source>
        <translation>दूसरी फ़र्म (%1)</translation>
    </message>
    <message>
        <source>Another letter to %1 is in the outbox.</source>
        <translation>%1 के नाम एक और पत्र आउटबॉक्स में है।</translation>
    </message>
    <message>
        <source>Another letter with another code</source>
        <translation>दूसरे कोड के साथ एक और पत्र</translation>
    </message>
    <message>
        <source>Another printer…</source>
        <translation>दूसरा प्रिंटर…</translation>
    </message>
    <message>
        <source>Another program can empty the order book only with the words &lt;b&gt;%1&lt;/b&gt;. A backup is made before.</source>
        <translation>दूसरा प्रोग्राम ऑर्डर बही को केवल &lt;b&gt;%1&lt;/b&gt; शब्द भेजकर ख़ाली कर सकता है। उससे पहले बैकअप बन जाता है।</translation>
    </message>
    <message>
        <source>Another reason than supply</source>
        <translation>आपूर्ति के अलावा कोई और कारण</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>जवाब</translation>
    </message>
    <message>
        <source>Any other deduction</source>
        <translation>कोई और कटौती</translation>
    </message>
    <message>
        <source>Any words; also a status, “&gt; 50000”, “this month”, a party's name (Ctrl+F)</source>
        <translation>कोई भी शब्द; स्थिति, “&gt; 50000”, “this month”, पार्टी का नाम भी (Ctrl+F)</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>मंज़ूर करें</translation>
    </message>
    <message>
        <source>Approve as it is…</source>
        <translation>ऐसे ही मंज़ूर करें…</translation>
    </message>
    <message>
        <source>Approve invoice %1</source>
        <translation>इनवॉइस %1 मंज़ूर करें</translation>
    </message>
    <message>
        <source>April</source>
        <translation>अप्रैल</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>क्षेत्र</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>पहुँचने की तारीख़</translation>
    </message>
    <message>
        <source>As agreed; contains GST where that was agreed</source>
        <translation>जैसा तय हुआ; जहाँ तय हुआ वहाँ GST सहित</translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation>शुरू में जैसा था</translation>
    </message>
    <message>
        <source>As on the challan</source>
        <translation>जैसा चालान पर है</translation>
    </message>
    <message>
        <source>At this desk</source>
        <translation>इस डेस्क पर</translation>
    </message>
    <message>
        <source>At this desk: %1</source>
        <translation>इस डेस्क पर: %1</translation>
    </message>
    <message>
        <source>Attach %1 to the mail that has been opened.</source>
        <translation>खुली मेल में %1 लगाएँ।</translation>
    </message>
    <message>
        <source>Attach files to order %1</source>
        <translation>ऑर्डर %1 में फ़ाइलें लगाएँ</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>फ़ाइलें लगाएँ…</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>कब लगाई</translation>
    </message>
    <message>
        <source>Attached by</source>
        <translation>किसने लगाई</translation>
    </message>
    <message>
        <source>Attaching to order %1</source>
        <translation>ऑर्डर %1 में फ़ाइल लग रही है</translation>
    </message>
    <message>
        <source>Attach…</source>
        <translation>फ़ाइल लगाएँ…</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>ध्यानार्थ</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>ऑडिट ट्रेल</translation>
    </message>
    <message>
        <source>August</source>
        <translation>अगस्त</translation>
    </message>
    <message>
        <source>Back to the dashboard</source>
        <translation>डैशबोर्ड पर वापस</translation>
    </message>
    <message>
        <source>Back to the dashboard (Esc)</source>
        <translation>डैशबोर्ड पर वापस (Esc)</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>फ़ॉर्म पर वापस</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>सूची पर वापस</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>सूची पर वापस (Esc)</translation>
    </message>
    <message>
        <source>Back to today (Home)</source>
        <translation>आज पर वापस (Home)</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>अभी बैकअप लें</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>बैकअप</translation>
    </message>
    <message>
        <source>Balance ₹</source>
        <translation>शेष ₹</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>बैंक</translation>
    </message>
    <message>
        <source>Bank, logo, number styles…</source>
        <translation>बैंक, लोगो, नंबर का ढंग…</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>बारकोड</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>बैच</translation>
    </message>
    <message>
        <source>Bears no tax (Rule 49). Once issued it %1.</source>
        <translation>इस पर टैक्स नहीं लगता (नियम 49)। जारी होने के बाद यह %1।</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>पहले</translation>
    </message>
    <message>
        <source>Before a change of the books</source>
        <translation>बही के बदलाव से पहले</translation>
    </message>
    <message>
        <source>Before tax</source>
        <translation>टैक्स से पहले</translation>
    </message>
    <message>
        <source>Below the figures</source>
        <translation>राशि के नीचे</translation>
    </message>
    <message>
        <source>Bill to this party unless an order's department says otherwise</source>
        <translation>बिल इसी पार्टी के नाम बने, जब तक ऑर्डर का विभाग कुछ और न कहे</translation>
    </message>
    <message>
        <source>Bill what the challan has sent</source>
        <translation>चालान से जो गया उसका बिल बनाएँ</translation>
    </message>
    <message>
        <source>Billed to</source>
        <translation>बिल किसके नाम</translation>
    </message>
    <message>
        <source>Billed under</source>
        <translation>किस GSTIN पर बिल</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>बिलिंग</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>काला</translation>
    </message>
    <message>
        <source>Books (*.sqlite3)</source>
        <translation>बही (*.sqlite3)</translation>
    </message>
    <message>
        <source>Books (*.sqlite3);;All files (*)</source>
        <translation>बही (*.sqlite3);;सभी फ़ाइलें (*)</translation>
    </message>
    <message>
        <source>Both have</source>
        <translation>दोनों में समान</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>शाखा</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>फ़र्म</translation>
    </message>
    <message>
        <source>Business: %1</source>
        <translation>फ़र्म: %1</translation>
    </message>
    <message>
        <source>Businesses</source>
        <translation>फ़र्में</translation>
    </message>
    <message>
        <source>Business…</source>
        <translation>फ़र्म…</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>ख़रीदार</translation>
    </message>
    <message>
        <source>Buyer in a special economic zone</source>
        <translation>ख़रीदार विशेष आर्थिक क्षेत्र (SEZ) में</translation>
    </message>
    <message>
        <source>By</source>
        <translation>किसने</translation>
    </message>
    <message>
        <source>By category</source>
        <translation>श्रेणीवार</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>माहवार</translation>
    </message>
    <message>
        <source>By month, %1</source>
        <translation>माहवार, %1</translation>
    </message>
    <message>
        <source>By your own mail program</source>
        <translation>अपने मेल प्रोग्राम से</translation>
    </message>
    <message>
        <source>CGST and SGST together</source>
        <translation>CGST और SGST मिलाकर</translation>
    </message>
    <message>
        <source>CGST ₹</source>
        <translation>CGST ₹</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>कैलेंडर</translation>
    </message>
    <message>
        <source>Calendar, in a date</source>
        <translation>कैलेंडर, तारीख़ में</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>कॉल</translation>
    </message>
    <message>
        <source>Came back from %1</source>
        <translation>%1 से वापस आया</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>आया</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रहने दें</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>%1 रद्द करें</translation>
    </message>
    <message>
        <source>Cancel %1 %2</source>
        <translation>%1 %2 रद्द करें</translation>
    </message>
    <message>
        <source>Cancel %1?</source>
        <translation>%1 रद्द करें?</translation>
    </message>
    <message>
        <source>Cancel challan %1</source>
        <translation>चालान %1 रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the %1</source>
        <translation>%1 रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the %1…</source>
        <translation>%1 रद्द करें…</translation>
    </message>
    <message>
        <source>Cancel the challan</source>
        <translation>चालान रद्द करें</translation>
    </message>
    <message>
        <source>Cancel the challan with a reason; its number stays used</source>
        <translation>कारण देकर चालान रद्द करें; उसका नंबर इस्तेमाल हुआ ही रहता है</translation>
    </message>
    <message>
        <source>Cancel the challan…</source>
        <translation>चालान रद्द करें…</translation>
    </message>
    <message>
        <source>Cancel the paper with a reason; its number stays used</source>
        <translation>कारण लिखकर काग़ज़ रद्द करें; नंबर इस्तेमाल हुआ ही माना जाएगा</translation>
    </message>
    <message>
        <source>Cancel the paper…</source>
        <translation>काग़ज़ रद्द करें…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>रद्द</translation>
    </message>
    <message>
        <source>Carriage</source>
        <translation>ढुलाई</translation>
    </message>
    <message>
        <source>Carriage and references</source>
        <translation>ढुलाई और संदर्भ</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>श्रेणी</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>सर्टिफ़िकेट</translation>
    </message>
    <message>
        <source>Certificates, drawings, contracts: kept as they are, and in every backup</source>
        <translation>सर्टिफ़िकेट, ड्रॉइंग, कॉन्ट्रैक्ट: जैसे हैं वैसे रखे जाते हैं, हर बैकअप में भी</translation>
    </message>
    <message>
        <source>Cess</source>
        <translation>सेस</translation>
    </message>
    <message>
        <source>Cess ₹</source>
        <translation>सेस ₹</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>कड़ी</translation>
    </message>
    <message>
        <source>Challan</source>
        <translation>चालान</translation>
    </message>
    <message>
        <source>Challan %1</source>
        <translation>चालान %1</translation>
    </message>
    <message>
        <source>Challan %1 %2</source>
        <translation>चालान %1 %2</translation>
    </message>
    <message>
        <source>Challan %1 belongs to no order and cannot be changed here.</source>
        <translation>चालान %1 किसी ऑर्डर का नहीं है, इसे यहाँ नहीं बदल सकते।</translation>
    </message>
    <message>
        <source>Challan %1 belongs to no order.</source>
        <translation>चालान %1 किसी ऑर्डर का नहीं है।</translation>
    </message>
    <message>
        <source>Challan %1 cancelled</source>
        <translation>चालान %1 रद्द</translation>
    </message>
    <message>
        <source>Challan %1 cannot be invoiced and is left out. The list says why.</source>
        <translation>चालान %1 का इनवॉइस नहीं बन सकता, वह छोड़ा गया। कारण सूची में है।</translation>
    </message>
    <message>
        <source>Challan %1 is marked as delivered.</source>
        <translation>चालान %1 पहुँचा हुआ माना गया।</translation>
    </message>
    <message>
        <source>Challan named</source>
        <translation>SRV में लिखा चालान</translation>
    </message>
    <message>
        <source>Challan number</source>
        <translation>चालान नंबर</translation>
    </message>
    <message>
        <source>Challans</source>
        <translation>चालान</translation>
    </message>
    <message>
        <source>Challans not invoiced</source>
        <translation>बिना इनवॉइस के चालान</translation>
    </message>
    <message>
        <source>Challans say</source>
        <translation>चालान के अनुसार</translation>
    </message>
    <message>
        <source>Challans to be invoiced</source>
        <translation>जिन चालानों का इनवॉइस बनेगा</translation>
    </message>
    <message>
        <source>Challans without an order</source>
        <translation>बिना ऑर्डर के चालान</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>बदलें</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 बदलें</translation>
    </message>
    <message>
        <source>Change %1 %2</source>
        <translation>%1 %2 बदलें</translation>
    </message>
    <message>
        <source>Change role</source>
        <translation>भूमिका बदलें</translation>
    </message>
    <message>
        <source>Change the challan</source>
        <translation>चालान बदलें</translation>
    </message>
    <message>
        <source>Change the expense of %1</source>
        <translation>%1 का ख़र्च बदलें</translation>
    </message>
    <message>
        <source>Change the product</source>
        <translation>प्रोडक्ट बदलें</translation>
    </message>
    <message>
        <source>Change this party</source>
        <translation>यह पार्टी बदलें</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>बदला गया</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>बदलें…</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>शुल्क</translation>
    </message>
    <message>
        <source>Charged on top of the rates%1</source>
        <translation>रेट के ऊपर से लगेगा%1</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>अन्य शुल्क</translation>
    </message>
    <message>
        <source>Charges and discount</source>
        <translation>शुल्क और छूट</translation>
    </message>
    <message>
        <source>Charges beside the goods</source>
        <translation>माल के अलावा शुल्क</translation>
    </message>
    <message>
        <source>Check the books</source>
        <translation>बही जाँचें</translation>
    </message>
    <message>
        <source>Choose a password for this person</source>
        <translation>इस व्यक्ति का पासवर्ड तय करें</translation>
    </message>
    <message>
        <source>Choose a picture of the %1</source>
        <translation>%1 का चित्र चुनें</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>चित्र चुनें…</translation>
    </message>
    <message>
        <source>Choose another day above.</source>
        <translation>ऊपर कोई और दिन चुनें।</translation>
    </message>
    <message>
        <source>Choose another year or other days above.</source>
        <translation>ऊपर दूसरा वर्ष या दूसरे दिन चुनें।</translation>
    </message>
    <message>
        <source>Choose at least one copy.</source>
        <translation>कम से कम एक प्रति चुनें।</translation>
    </message>
    <message>
        <source>Choose files to keep with the order</source>
        <translation>ऑर्डर के साथ रखने की फ़ाइलें चुनें</translation>
    </message>
    <message>
        <source>Choose from a calendar (F2)</source>
        <translation>कैलेंडर से चुनें (F2)</translation>
    </message>
    <message>
        <source>Choose the %1</source>
        <translation>%1 चुनें</translation>
    </message>
    <message>
        <source>Choose the financial year</source>
        <translation>वित्तीय वर्ष चुनें</translation>
    </message>
    <message>
        <source>Choose the folder…</source>
        <translation>फ़ोल्डर चुनें…</translation>
    </message>
    <message>
        <source>Choose the other one first</source>
        <translation>पहले दूसरी चुनें</translation>
    </message>
    <message>
        <source>Choose the year that lists and figures show</source>
        <translation>सूचियों और आँकड़ों का वर्ष चुनें</translation>
    </message>
    <message>
        <source>Choose who paid: what is open of his invoices is listed here.</source>
        <translation>चुनें कि किसने दिया: उसके बकाया इनवॉइस यहाँ आ जाएँगे।</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>सब ख़ाली करें</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>छँटाई हटाएँ</translation>
    </message>
    <message>
        <source>Clerk: all the work, but no people and keys</source>
        <translation>क्लर्क: सारा काम, पर लोग और कुंजियाँ नहीं</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>यह संदेश बंद करें</translation>
    </message>
    <message>
        <source>Close without a backup</source>
        <translation>बिना बैकअप बंद करें</translation>
    </message>
    <message>
        <source>Closed until</source>
        <translation>कब तक बंद</translation>
    </message>
    <message>
        <source>Closed until %1</source>
        <translation>%1 तक बंद</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>बंद करना</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>कोड</translation>
    </message>
    <message>
        <source>Codes and letters</source>
        <translation>कोड और पत्र</translation>
    </message>
    <message>
        <source>Codes stand here until they are told or sent, and the mails that bring papers: press “E-mail…” beside an invoice, a challan or a quotation.</source>
        <translation>कोड यहाँ तब तक रहते हैं जब तक बताए या भेजे न जाएँ, और काग़ज़ात वाली मेल भी: इनवॉइस, चालान या कोटेशन के पास “ई-मेल करें…” दबाएँ।</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>%1 का रंग</translation>
    </message>
    <message>
        <source>Colour of the head, by design</source>
        <translation>शीर्ष का रंग, डिज़ाइन के अनुसार</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>रंग</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>कॉलम</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>सघन</translation>
    </message>
    <message>
        <source>Compact: rows of 24 pixels</source>
        <translation>सघन: 24 पिक्सेल की लाइन</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>कंपनी</translation>
    </message>
    <message>
        <source>Compare designs…</source>
        <translation>डिज़ाइन मिलाकर देखें…</translation>
    </message>
    <message>
        <source>Compare the designs of the paper</source>
        <translation>काग़ज़ के डिज़ाइन मिलाकर देखें</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>किससे मिलाया</translation>
    </message>
    <message>
        <source>Consignee</source>
        <translation>कंसाइनी</translation>
    </message>
    <message>
        <source>Consignee and carriage</source>
        <translation>कंसाइनी और ढुलाई</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>कॉपी हो गया</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1 कॉपी हो गया</translation>
    </message>
    <message>
        <source>Copied the figures of the year</source>
        <translation>वर्ष के आँकड़े कॉपी हो गए</translation>
    </message>
    <message>
        <source>Copied the versions</source>
        <translation>वर्शन कॉपी हो गए</translation>
    </message>
    <message>
        <source>Copied what was done to %1</source>
        <translation>%1 में जो हुआ, कॉपी हो गया</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>प्रतियाँ</translation>
    </message>
    <message>
        <source>Copies of each</source>
        <translation>हर एक की प्रतियाँ</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>तालिका कॉपी करें</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>टेक्स्ट में कॉपी करें</translation>
    </message>
    <message>
        <source>Copy barcode or material code</source>
        <translation>बारकोड या मटीरियल कोड कॉपी करें</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>कोड कॉपी करें</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>सहायता के लिए कॉपी करें</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>नंबर कॉपी करें</translation>
    </message>
    <message>
        <source>Copy reference</source>
        <translation>संदर्भ कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>कोड कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the figures for a spreadsheet</source>
        <translation>आँकड़े स्प्रेडशीट के लिए कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the figures of all months and categories for a spreadsheet</source>
        <translation>सब महीनों और श्रेणियों के आँकड़े स्प्रेडशीट के लिए कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>सूची कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the marked code</source>
        <translation>चुना हुआ कोड कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the marked lines for a spreadsheet</source>
        <translation>चुनी हुई लाइनें स्प्रेडशीट के लिए कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the number of the challan</source>
        <translation>चालान का नंबर कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the number of the invoice</source>
        <translation>इनवॉइस का नंबर कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the number of the paper</source>
        <translation>काग़ज़ का नंबर कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the reference of the payment</source>
        <translation>भुगतान का संदर्भ कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>संदेश कॉपी करें</translation>
    </message>
    <message>
        <source>Copy the versions of the program and its parts</source>
        <translation>प्रोग्राम और उसके हिस्सों के वर्शन कॉपी करें</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>प्रति किसको</translation>
    </message>
    <message>
        <source>Copy what this entry says</source>
        <translation>इस एंट्री का विवरण कॉपी करें</translation>
    </message>
    <message>
        <source>Copying the books…</source>
        <translation>बही की प्रति बन रही है…</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>सुधारें</translation>
    </message>
    <message>
        <source>Correct and send on</source>
        <translation>सुधारकर आगे भेजें</translation>
    </message>
    <message>
        <source>Correct and send on (%1)</source>
        <translation>सुधारकर आगे भेजें (%1)</translation>
    </message>
    <message>
        <source>Correct invoice %1</source>
        <translation>इनवॉइस %1 सुधारें</translation>
    </message>
    <message>
        <source>Correct the note of %1</source>
        <translation>%1 का नोट सुधारें</translation>
    </message>
    <message>
        <source>Correct this expense</source>
        <translation>यह ख़र्च सुधारें</translation>
    </message>
    <message>
        <source>Correct this payment</source>
        <translation>यह भुगतान सुधारें</translation>
    </message>
    <message>
        <source>Correct this product</source>
        <translation>यह प्रोडक्ट सुधारें</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>सुधारें…</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>गिनें</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>गिना गया</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>गिनती में</translation>
    </message>
    <message>
        <source>Count…</source>
        <translation>गिनें…</translation>
    </message>
    <message>
        <source>Credit limit</source>
        <translation>उधार सीमा</translation>
    </message>
    <message>
        <source>Credit note</source>
        <translation>क्रेडिट नोट</translation>
    </message>
    <message>
        <source>Credit note: goods came back, or the price was too high…</source>
        <translation>क्रेडिट नोट: माल वापस आया, या क़ीमत ज़्यादा थी…</translation>
    </message>
    <message>
        <source>Credit note: goods rejected or returned, or a price too high; the buyer owes less</source>
        <translation>क्रेडिट नोट: माल अस्वीकृत या वापस, या क़ीमत ज़्यादा; ख़रीदार का देना घटता है</translation>
    </message>
    <message>
        <source>Credit notes</source>
        <translation>क्रेडिट नोट</translation>
    </message>
    <message>
        <source>Credited</source>
        <translation>क्रेडिट हुआ</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>मुद्रा</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>ग्राहक</translation>
    </message>
    <message>
        <source>Customer: orders from us</source>
        <translation>ग्राहक: हमें ऑर्डर देता है</translation>
    </message>
    <message>
        <source>Damages ₹</source>
        <translation>हर्जाना ₹</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>गहरा</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>डैशबोर्ड</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>तारीख़</translation>
    </message>
    <message>
        <source>Date of all invoices</source>
        <translation>सभी इनवॉइस की तारीख़</translation>
    </message>
    <message>
        <source>Date of supply</source>
        <translation>आपूर्ति की तारीख़</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>दिन</translation>
    </message>
    <message>
        <source>Days with lots have their number and a word on them.</source>
        <translation>जिन दिनों में लॉट हैं उन पर उनकी संख्या और स्थिति लिखी होती है।</translation>
    </message>
    <message>
        <source>Debit and credit notes</source>
        <translation>डेबिट और क्रेडिट नोट</translation>
    </message>
    <message>
        <source>Debit note</source>
        <translation>डेबिट नोट</translation>
    </message>
    <message>
        <source>Debit note: a price too low; the buyer owes more</source>
        <translation>डेबिट नोट: क़ीमत कम; ख़रीदार का देना बढ़ता है</translation>
    </message>
    <message>
        <source>Debit note: the price was too low…</source>
        <translation>डेबिट नोट: क़ीमत कम थी…</translation>
    </message>
    <message>
        <source>Debit notes</source>
        <translation>डेबिट नोट</translation>
    </message>
    <message>
        <source>December</source>
        <translation>दिसंबर</translation>
    </message>
    <message>
        <source>Declaration on invoices</source>
        <translation>इनवॉइस पर घोषणा</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>नामंज़ूर</translation>
    </message>
    <message>
        <source>Default buyer: billed unless an order's department says otherwise</source>
        <translation>डिफ़ॉल्ट ख़रीदार: बिल इसी के नाम, जब तक ऑर्डर का विभाग कुछ और न कहे</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Delete %1, %2?</source>
        <translation>%1, %2 हटाएँ?</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 हटाएँ?</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Delete the expense</source>
        <translation>ख़र्च हटाएँ</translation>
    </message>
    <message>
        <source>Delete the payment of %1?</source>
        <translation>%1 का भुगतान हटाएँ?</translation>
    </message>
    <message>
        <source>Delete the product</source>
        <translation>प्रोडक्ट हटाएँ</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>हटाएँ…</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>पहुँचा</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>डिलीवरी</translation>
    </message>
    <message>
        <source>Delivery Challans</source>
        <translation>डिलीवरी चालान</translation>
    </message>
    <message>
        <source>Delivery address</source>
        <translation>डिलीवरी का पता</translation>
    </message>
    <message>
        <source>Delivery challan</source>
        <translation>डिलीवरी चालान</translation>
    </message>
    <message>
        <source>Delivery challans</source>
        <translation>डिलीवरी चालान</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>विभाग</translation>
    </message>
    <message>
        <source>Department %1</source>
        <translation>विभाग %1</translation>
    </message>
    <message>
        <source>Dept %1</source>
        <translation>विभाग %1</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>डिज़ाइन</translation>
    </message>
    <message>
        <source>Design of the paper</source>
        <translation>काग़ज़ का डिज़ाइन</translation>
    </message>
    <message>
        <source>Designs: %1</source>
        <translation>डिज़ाइन: %1</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>गंतव्य</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Deviation acknowledged.</source>
        <translation>अंतर देख लिया गया।</translation>
    </message>
    <message>
        <source>Deviations</source>
        <translation>अंतर</translation>
    </message>
    <message>
        <source>Deviations to check</source>
        <translation>जाँचने वाले अंतर</translation>
    </message>
    <message>
        <source>Dimension report</source>
        <translation>डाइमेंशन रिपोर्ट</translation>
    </message>
    <message>
        <source>Disable an account</source>
        <translation>खाता बंद करें</translation>
    </message>
    <message>
        <source>Disable it</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Disable the account of %1?</source>
        <translation>%1 का खाता बंद करें?</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>बंद करें…</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>छूट</translation>
    </message>
    <message>
        <source>Discount and TCS</source>
        <translation>छूट और TCS</translation>
    </message>
    <message>
        <source>Discount before tax</source>
        <translation>टैक्स से पहले छूट</translation>
    </message>
    <message>
        <source>Discount ₹</source>
        <translation>छूट ₹</translation>
    </message>
    <message>
        <source>Dispatch document</source>
        <translation>डिस्पैच दस्तावेज़</translation>
    </message>
    <message>
        <source>Dispatch papers…</source>
        <translation>डिस्पैच के काग़ज़ात…</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>भेजा गया</translation>
    </message>
    <message>
        <source>Dispatched on our challans</source>
        <translation>हमारे चालानों पर भेजा गया</translation>
    </message>
    <message>
        <source>Dispatched through</source>
        <translation>किसके द्वारा भेजा</translation>
    </message>
    <message>
        <source>Dispatched to</source>
        <translation>कहाँ भेजा</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>दूरी</translation>
    </message>
    <message>
        <source>Division</source>
        <translation>डिवीज़न</translation>
    </message>
    <message>
        <source>Do not change the note (%1)</source>
        <translation>नोट न बदलें (%1)</translation>
    </message>
    <message>
        <source>Do not put this one back; verify another one.</source>
        <translation>इसे वापस न लाएँ; कोई दूसरा जाँचें।</translation>
    </message>
    <message>
        <source>Do not send the marked letter</source>
        <translation>चुना हुआ पत्र न भेजें</translation>
    </message>
    <message>
        <source>Draft in the bin</source>
        <translation>रद्दी में ड्राफ्ट</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>ड्रॉइंग</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>ड्रॉइंग</translation>
    </message>
    <message>
        <source>Drop a test certificate, a drawing or the PDF of a GeM contract on the order, or press Attach. Up to 20 MB a file; the backups hold them too.</source>
        <translation>टेस्ट सर्टिफ़िकेट, ड्रॉइंग या GeM कॉन्ट्रैक्ट की PDF ऑर्डर पर छोड़ें, या “फ़ाइल लगाएँ” दबाएँ। एक फ़ाइल 20 MB तक; बैकअप में भी रहती हैं।</translation>
    </message>
    <message>
        <source>Drop here to %1</source>
        <translation>यहाँ छोड़ें: %1</translation>
    </message>
    <message>
        <source>Drop order pages and SRV pages from the portal on the window, or press Ctrl+I.</source>
        <translation>पोर्टल के ऑर्डर और SRV पेज विंडो पर छोड़ें, या Ctrl+I दबाएँ।</translation>
    </message>
    <message>
        <source>Drop order pages from the portal anywhere on this window, or press Ctrl+I.</source>
        <translation>पोर्टल के ऑर्डर पेज इस विंडो पर कहीं भी छोड़ें, या Ctrl+I दबाएँ।</translation>
    </message>
    <message>
        <source>Drop to %1</source>
        <translation>छोड़ें: %1</translation>
    </message>
    <message>
        <source>Drop to %1 and %2</source>
        <translation>छोड़ें: %1 और %2</translation>
    </message>
    <message>
        <source>Drop your first purchase order</source>
        <translation>अपना पहला परचेज़ ऑर्डर यहाँ छोड़ें</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>देय</translation>
    </message>
    <message>
        <source>Due in the next 7 days</source>
        <translation>अगले 7 दिन में देय</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>दोहराव</translation>
    </message>
    <message>
        <source>Duplicates…</source>
        <translation>दोहराव…</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>ई-मेल</translation>
    </message>
    <message>
        <source>E-mail %1</source>
        <translation>%1 ई-मेल करें</translation>
    </message>
    <message>
        <source>E-mails</source>
        <translation>ई-मेल</translation>
    </message>
    <message>
        <source>E-mails with this paper</source>
        <translation>इस काग़ज़ के ई-मेल</translation>
    </message>
    <message>
        <source>E-mail…</source>
        <translation>ई-मेल करें…</translation>
    </message>
    <message>
        <source>E-way bill</source>
        <translation>ई-वे बिल</translation>
    </message>
    <message>
        <source>Each dispatch comes in the copies chosen last for its buyer, else for the last dispatch.</source>
        <translation>हर डिस्पैच की वही प्रतियाँ निकलती हैं जो उसके ख़रीदार के लिए पिछली बार चुनी थीं, नहीं तो पिछले डिस्पैच वाली।</translation>
    </message>
    <message>
        <source>Each has orders, papers, number series, letterhead and GSTIN of its own. All share this file and its backups.</source>
        <translation>हर फ़र्म के अपने ऑर्डर, काग़ज़ात, नंबर सीरीज़, लेटरहेड और GSTIN होते हैं। फ़ाइल और उसके बैकअप सबके साझे हैं।</translation>
    </message>
    <message>
        <source>Each in a file of its own, named after it. Files that are there already stay.</source>
        <translation>हर एक की अपनी फ़ाइल, उसी के नाम से। जो फ़ाइलें पहले से हैं वे बनी रहेंगी।</translation>
    </message>
    <message>
        <source>Each with all papers of its dispatch</source>
        <translation>हर एक, अपने डिस्पैच के सब काग़ज़ात सहित</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>बदलें</translation>
    </message>
    <message>
        <source>Edit %1 %2</source>
        <translation>%1 %2 बदलें</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>बदलें…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>चालू करें</translation>
    </message>
    <message>
        <source>End the log-in</source>
        <translation>लॉग-इन समाप्त करें</translation>
    </message>
    <message>
        <source>End the marked log-in at once</source>
        <translation>चुना हुआ लॉग-इन तुरंत समाप्त करें</translation>
    </message>
    <message>
        <source>Enquiry</source>
        <translation>इन्क्वायरी</translation>
    </message>
    <message>
        <source>Enter %1: %2</source>
        <translation>%1 लिखें: %2</translation>
    </message>
    <message>
        <source>Enter a price above zero.</source>
        <translation>शून्य से ज़्यादा क़ीमत लिखें।</translation>
    </message>
    <message>
        <source>Enter a price.</source>
        <translation>क़ीमत लिखें।</translation>
    </message>
    <message>
        <source>Enter a quantity above zero.</source>
        <translation>शून्य से ज़्यादा मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Enter a quantity for at least one line.</source>
        <translation>कम से कम एक पंक्ति की मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Enter a quantity.</source>
        <translation>मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Enter an amount above zero.</source>
        <translation>शून्य से ज़्यादा राशि लिखें।</translation>
    </message>
    <message>
        <source>Enter an amount.</source>
        <translation>राशि लिखें।</translation>
    </message>
    <message>
        <source>Enter money that a customer paid</source>
        <translation>ग्राहक का दिया भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Enter money that this party paid</source>
        <translation>इस पार्टी का दिया भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Enter takes the day  ·  T is today</source>
        <translation>Enter से दिन चुनें  ·  T से आज</translation>
    </message>
    <message>
        <source>Enter the date that all these invoices shall bear.</source>
        <translation>इन सब इनवॉइस पर जो तारीख़ होगी वह लिखें।</translation>
    </message>
    <message>
        <source>Enter the first line.</source>
        <translation>पहली पंक्ति लिखें।</translation>
    </message>
    <message>
        <source>Enter the order</source>
        <translation>ऑर्डर दर्ज करें</translation>
    </message>
    <message>
        <source>Enter what came for the invoice, and what was kept back</source>
        <translation>इनवॉइस पर जो मिला और जो काटा गया वह दर्ज करें</translation>
    </message>
    <message>
        <source>Enter what came, or what was kept back.</source>
        <translation>मिली हुई राशि या काटी गई राशि लिखें।</translation>
    </message>
    <message>
        <source>Enter what is open, less what was kept back, as money received</source>
        <translation>बकाया में से काटी गई राशि घटाकर बाक़ी को मिली राशि में लिखें</translation>
    </message>
    <message>
        <source>Enter what is spent on rent, wages, material, transport. A chart shows where the money goes, month by month.</source>
        <translation>किराए, वेतन, सामान, ढुलाई का ख़र्च लिखें। चार्ट माहवार दिखाता है कि पैसा कहाँ जाता है।</translation>
    </message>
    <message>
        <source>Enter what was counted; the difference is a move of its own</source>
        <translation>गिनी हुई मात्रा लिखें; फ़र्क़ अलग प्रविष्टि बन जाता है</translation>
    </message>
    <message>
        <source>Enter what was spent</source>
        <translation>जो ख़र्च हुआ, लिखें</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>कब दर्ज हुआ</translation>
    </message>
    <message>
        <source>Entered already: %1 of %2 from %3.</source>
        <translation>पहले से दर्ज है: %1, तारीख़ %2, %3 से।</translation>
    </message>
    <message>
        <source>Entry allowed</source>
        <translation>प्रवेश की अनुमति</translation>
    </message>
    <message>
        <source>Every SRV has found its order</source>
        <translation>हर SRV को उसका ऑर्डर मिल गया</translation>
    </message>
    <message>
        <source>Every challan is on an invoice</source>
        <translation>हर चालान का इनवॉइस बन चुका है</translation>
    </message>
    <message>
        <source>Every invoice in force is paid, credited or deducted.</source>
        <translation>हर मान्य इनवॉइस का भुगतान, क्रेडिट या कटौती हो चुकी है।</translation>
    </message>
    <message>
        <source>Every invoice is paid</source>
        <translation>सभी इनवॉइस चुकता</translation>
    </message>
    <message>
        <source>Every lot of every order by its delivery date</source>
        <translation>हर ऑर्डर का हर लॉट, डिलीवरी तारीख़ के क्रम में</translation>
    </message>
    <message>
        <source>Everything again</source>
        <translation>फिर से सब कुछ</translation>
    </message>
    <message>
        <source>Everything agrees</source>
        <translation>सब मेल खाता है</translation>
    </message>
    <message>
        <source>Everything entered since then leaves the books. They are kept as a backup of their own, so that you can come back.</source>
        <translation>उसके बाद लिखा सब कुछ बही से निकल जाएगा। वह अलग बैकअप के रूप में रखा जाएगा, ताकि आप लौट सकें।</translation>
    </message>
    <message>
        <source>Everything of the party that goes belongs to the one that stays: orders, papers, SRVs, payments, the account. Issued papers keep the name, address and GSTIN they were issued with.</source>
        <translation>जाने वाली पार्टी का सब कुछ रहने वाली पार्टी का हो जाता है: ऑर्डर, काग़ज़ात, SRV, भुगतान, खाता। जारी काग़ज़ात पर वही नाम, पता और GSTIN रहते हैं जिन पर वे जारी हुए थे।</translation>
    </message>
    <message>
        <source>Everything that is made, changed or removed in these books stands here from then on: when, by whom, and how it was before. Nobody can switch that off.</source>
        <translation>इस बही में जो कुछ बने, बदले या हटे, वह तब से यहाँ लिखा रहता है: कब, किसने, और पहले क्या था। इसे कोई बंद नहीं कर सकता।</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel वर्कबुक (*.xlsx)</translation>
    </message>
    <message>
        <source>Excel…</source>
        <translation>Excel…</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>विनिमय दर</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>होना चाहिए</translation>
    </message>
    <message>
        <source>Expenses</source>
        <translation>ख़र्च</translation>
    </message>
    <message>
        <source>Expenses by month and category</source>
        <translation>ख़र्च, महीने और श्रेणी के अनुसार</translation>
    </message>
    <message>
        <source>Expenses of %1</source>
        <translation>%1 के ख़र्च</translation>
    </message>
    <message>
        <source>Expiry</source>
        <translation>एक्सपायरी</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Export as Excel</source>
        <translation>Excel में एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Export as Excel…</source>
        <translation>Excel में एक्सपोर्ट करें…</translation>
    </message>
    <message>
        <source>Export the list as it is shown</source>
        <translation>सूची जैसी दिख रही है वैसी एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Export the order</source>
        <translation>ऑर्डर एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>%1 एक्सपोर्ट हो रहा है</translation>
    </message>
    <message>
        <source>Extra copies</source>
        <translation>अतिरिक्त प्रतियाँ</translation>
    </message>
    <message>
        <source>FOB value</source>
        <translation>FOB मूल्य</translation>
    </message>
    <message>
        <source>FY %1</source>
        <translation>वि. वर्ष %1</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>फ़ैक्स</translation>
    </message>
    <message>
        <source>February</source>
        <translation>फ़रवरी</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>फ़ील्ड</translation>
    </message>
    <message>
        <source>Fields before and after</source>
        <translation>फ़ील्ड, पहले और बाद में</translation>
    </message>
    <message>
        <source>File</source>
        <translation>फ़ाइल</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>फ़ाइलें</translation>
    </message>
    <message>
        <source>Files of an order</source>
        <translation>ऑर्डर की फ़ाइलें</translation>
    </message>
    <message>
        <source>Filling the sample books</source>
        <translation>नमूना बही भरी जा रही है</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>%1 छाँटें</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>सूची छाँटें</translation>
    </message>
    <message>
        <source>Financial year</source>
        <translation>वित्तीय वर्ष</translation>
    </message>
    <message>
        <source>Financial year %1</source>
        <translation>वित्तीय वर्ष %1</translation>
    </message>
    <message>
        <source>Find any document, party or material, or say what to do</source>
        <translation>कोई काग़ज़, पार्टी या मटीरियल खोजें, या बताएँ क्या करना है</translation>
    </message>
    <message>
        <source>Find anything, or say what to do (Ctrl+K)</source>
        <translation>कुछ भी खोजें, या बताएँ क्या करना है (Ctrl+K)</translation>
    </message>
    <message>
        <source>Find or do anything</source>
        <translation>कुछ भी खोजें या करें</translation>
    </message>
    <message>
        <source>Find or do…  Ctrl+K</source>
        <translation>खोजें या करें…  Ctrl+K</translation>
    </message>
    <message>
        <source>First page of this order</source>
        <translation>इस ऑर्डर का पहला पेज</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>पूरी चौड़ाई में</translation>
    </message>
    <message>
        <source>Folder for the PDFs</source>
        <translation>PDF का फ़ोल्डर</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>सिस्टम के अनुसार</translation>
    </message>
    <message>
        <source>Follows from the GSTIN</source>
        <translation>GSTIN से पता चलता है</translation>
    </message>
    <message>
        <source>For</source>
        <translation>किसके लिए</translation>
    </message>
    <message>
        <source>For a price that was too low: the buyer owes more (CGST Act s. 34(3)).</source>
        <translation>क़ीमत कम लगी हो तब: ख़रीदार का देना बढ़ता है (CGST अधिनियम धारा 34(3))।</translation>
    </message>
    <message>
        <source>For goods or buyers that bear no GST</source>
        <translation>ऐसे माल या ख़रीदार के लिए जिन पर GST नहीं लगता</translation>
    </message>
    <message>
        <source>For invoice</source>
        <translation>इनवॉइस के लिए</translation>
    </message>
    <message>
        <source>For rejected or returned goods or a price too high: the buyer owes less (s. 34(1)).</source>
        <translation>माल अस्वीकृत या वापस हो, या क़ीमत ज़्यादा लगी हो तब: ख़रीदार का देना घटता है (धारा 34(1))।</translation>
    </message>
    <message>
        <source>For what, to whom</source>
        <translation>किसलिए, किसको</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>फ़ॉर्म</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>पाया गया</translation>
    </message>
    <message>
        <source>Freight, packing, insurance: what the buyer pays beside the goods.</source>
        <translation>भाड़ा, पैकिंग, बीमा: माल के अलावा ख़रीदार जो देता है।</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>शुक्रवार</translation>
    </message>
    <message>
        <source>From order to acceptance</source>
        <translation>ऑर्डर से स्वीकृति तक</translation>
    </message>
    <message>
        <source>From the head to the section, to the buttons</source>
        <translation>शीर्ष से भाग पर, फिर बटनों पर</translation>
    </message>
    <message>
        <source>From when the gate lets the lot in</source>
        <translation>गेट लॉट को कब से अंदर आने देगा</translation>
    </message>
    <message>
        <source>From where, which lot</source>
        <translation>कहाँ से, कौन सा लॉट</translation>
    </message>
    <message>
        <source>Further GSTIN</source>
        <translation>अन्य GSTIN</translation>
    </message>
    <message>
        <source>Further GSTINs</source>
        <translation>अन्य GSTIN</translation>
    </message>
    <message>
        <source>Further facts</source>
        <translation>अन्य जानकारी</translation>
    </message>
    <message>
        <source>GST %1 %</source>
        <translation>GST %1 %</translation>
    </message>
    <message>
        <source>GST comes on top</source>
        <translation>GST ऊपर से लगेगा</translation>
    </message>
    <message>
        <source>GST of %1 % was not in force on %2.</source>
        <translation>%1 % GST %2 को लागू नहीं था।</translation>
    </message>
    <message>
        <source>GST rate</source>
        <translation>GST दर</translation>
    </message>
    <message>
        <source>GST-TDS ₹</source>
        <translation>GST-TDS ₹</translation>
    </message>
    <message>
        <source>GeM contract</source>
        <translation>GeM कॉन्ट्रैक्ट</translation>
    </message>
    <message>
        <source>GeM contract date</source>
        <translation>GeM कॉन्ट्रैक्ट की तारीख़</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>इसे कोई नाम दें।</translation>
    </message>
    <message>
        <source>Give somebody an account and send them a letter</source>
        <translation>किसी का खाता बनाएँ और उसे पत्र भेजें</translation>
    </message>
    <message>
        <source>Give the item code or the barcode.</source>
        <translation>आइटम कोड या बारकोड दें।</translation>
    </message>
    <message>
        <source>Give this program another key; its old one opens nothing any more</source>
        <translation>इस प्रोग्राम को दूसरी कुंजी दें; पुरानी से कुछ नहीं खुलेगा</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>आगे बढ़ें</translation>
    </message>
    <message>
        <source>Go on typing</source>
        <translation>लिखते रहें</translation>
    </message>
    <message>
        <source>Go on with a draft, or change a paper</source>
        <translation>ड्राफ्ट पर आगे काम करें, या काग़ज़ बदलें</translation>
    </message>
    <message>
        <source>Go on with the %1</source>
        <translation>%1 आगे लिखें</translation>
    </message>
    <message>
        <source>Go on with what was typed and not saved, put drafts back out of the bin</source>
        <translation>लिखा पर सेव न किया हुआ आगे बढ़ाएँ, ड्राफ्ट रद्दी से वापस लाएँ</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>%1 पर जाएँ</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>कब तक मान्य</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>माल</translation>
    </message>
    <message>
        <source>Goods are billed without an order. The form comes filled in.</source>
        <translation>माल का बिल बिना ऑर्डर बनेगा। फ़ॉर्म भरा हुआ खुलेगा।</translation>
    </message>
    <message>
        <source>Goods came in without a paper: bought or made</source>
        <translation>बिना काग़ज़ माल आया: ख़रीदा या बनाया</translation>
    </message>
    <message>
        <source>Goods go to</source>
        <translation>माल कहाँ जाएगा</translation>
    </message>
    <message>
        <source>Goods rejected</source>
        <translation>माल अस्वीकृत</translation>
    </message>
    <message>
        <source>Goods returned</source>
        <translation>माल वापस आया</translation>
    </message>
    <message>
        <source>Goods value</source>
        <translation>माल का मूल्य</translation>
    </message>
    <message>
        <source>Goods went out without a paper: used, scrapped, given as samples</source>
        <translation>बिना काग़ज़ माल गया: इस्तेमाल हुआ, स्क्रैप हुआ, नमूने में दिया</translation>
    </message>
    <message>
        <source>Goods went to</source>
        <translation>माल कहाँ गया</translation>
    </message>
    <message>
        <source>Guarantee</source>
        <translation>गारंटी</translation>
    </message>
    <message>
        <source>Guarantee certificate %1</source>
        <translation>गारंटी सर्टिफ़िकेट %1</translation>
    </message>
    <message>
        <source>Guarantee certificate…</source>
        <translation>गारंटी सर्टिफ़िकेट…</translation>
    </message>
    <message>
        <source>Guarantee date</source>
        <translation>गारंटी तारीख़</translation>
    </message>
    <message>
        <source>Guarantee no.</source>
        <translation>गारंटी नंबर</translation>
    </message>
    <message>
        <source>HSN %1</source>
        <translation>HSN %1</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>शीर्ष</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>सहायता</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>क्या है इसमें</translation>
    </message>
    <message>
        <source>How other programs reach the books is kept.</source>
        <translation>दूसरे प्रोग्राम बही तक कैसे पहुँचें, यह सेव हो गया।</translation>
    </message>
    <message>
        <source>How we stand</source>
        <translation>हमारी स्थिति</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>मैंने इसे रख लिया</translation>
    </message>
    <message>
        <source>IGST ₹</source>
        <translation>IGST ₹</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>इम्पोर्ट</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>फ़ोल्डर इम्पोर्ट करें…</translation>
    </message>
    <message>
        <source>Import all pages in a folder</source>
        <translation>फ़ोल्डर के सब पेज इम्पोर्ट करें</translation>
    </message>
    <message>
        <source>Import pages of the portal</source>
        <translation>पोर्टल के पेज इम्पोर्ट करें</translation>
    </message>
    <message>
        <source>Import pages…</source>
        <translation>पेज इम्पोर्ट करें…</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>इम्पोर्ट हुआ</translation>
    </message>
    <message>
        <source>Importing pages</source>
        <translation>पेज इम्पोर्ट हो रहे हैं</translation>
    </message>
    <message>
        <source>In the books</source>
        <translation>बही में</translation>
    </message>
    <message>
        <source>In the books %1</source>
        <translation>बही में %1</translation>
    </message>
    <message>
        <source>In the store</source>
        <translation>स्टोर में</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>इस्तेमाल में</translation>
    </message>
    <message>
        <source>Incl. GST</source>
        <translation>GST सहित</translation>
    </message>
    <message>
        <source>Included in the rates%1</source>
        <translation>रेट में शामिल%1</translation>
    </message>
    <message>
        <source>Income-tax TDS ₹</source>
        <translation>आयकर TDS ₹</translation>
    </message>
    <message>
        <source>Insert a line</source>
        <translation>पंक्ति जोड़ें</translation>
    </message>
    <message>
        <source>Inspection at</source>
        <translation>निरीक्षण कहाँ</translation>
    </message>
    <message>
        <source>Inspection by</source>
        <translation>निरीक्षण किसका</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>बुलाएँ</translation>
    </message>
    <message>
        <source>Invite somebody</source>
        <translation>किसी को बुलाएँ</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>बुलाएँ…</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>इनवॉइस</translation>
    </message>
    <message>
        <source>Invoice %1</source>
        <translation>इनवॉइस %1</translation>
    </message>
    <message>
        <source>Invoice %1 %2.</source>
        <translation>इनवॉइस %1 %2।</translation>
    </message>
    <message>
        <source>Invoice %1 goes on.</source>
        <translation>इनवॉइस %1 आगे बढ़ गया।</translation>
    </message>
    <message>
        <source>Invoice %1 has only ₹ %2 open.</source>
        <translation>इनवॉइस %1 पर केवल ₹ %2 बकाया है।</translation>
    </message>
    <message>
        <source>Invoice %1 is back at billing.</source>
        <translation>इनवॉइस %1 बिलिंग को लौट गया।</translation>
    </message>
    <message>
        <source>Invoice %1 is corrected and goes on: %2.</source>
        <translation>इनवॉइस %1 सुधर गया, अब आगे: %2।</translation>
    </message>
    <message>
        <source>Invoice %1 is issued.</source>
        <translation>इनवॉइस %1 जारी हो गया।</translation>
    </message>
    <message>
        <source>Invoice %1 of %2</source>
        <translation>इनवॉइस %1, %2</translation>
    </message>
    <message>
        <source>Invoice for challan %1</source>
        <translation>चालान %1 का इनवॉइस</translation>
    </message>
    <message>
        <source>Invoice number</source>
        <translation>इनवॉइस नंबर</translation>
    </message>
    <message>
        <source>Invoice, challan, guarantee certificate and packing slip in one job</source>
        <translation>इनवॉइस, चालान, गारंटी सर्टिफ़िकेट और पैकिंग स्लिप एक साथ</translation>
    </message>
    <message>
        <source>Invoiced</source>
        <translation>इनवॉइस बना</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>इनवॉइस</translation>
    </message>
    <message>
        <source>Invoices for %1 challans</source>
        <translation>%1 चालानों के इनवॉइस</translation>
    </message>
    <message>
        <source>Invoices made</source>
        <translation>बने हुए इनवॉइस</translation>
    </message>
    <message>
        <source>Invoices overdue</source>
        <translation>जिन इनवॉइस का समय निकला</translation>
    </message>
    <message>
        <source>Invoices that a billing program sends over REST stand here while they are picked, packed and delivered, and come back here when something is wrong with them. File &gt; Other programs lets them in.</source>
        <translation>बिलिंग प्रोग्राम REST से जो इनवॉइस भेजता है वे पिकिंग, पैकिंग और डिलीवरी तक यहाँ रहते हैं, और कुछ ग़लत हो तो यहीं लौटते हैं। उन्हें फ़ाइल &gt; दूसरे प्रोग्राम से आने दें।</translation>
    </message>
    <message>
        <source>Invoices that billing programs sent: picked, packed, delivered, or back at billing</source>
        <translation>बिलिंग प्रोग्राम से आए इनवॉइस: पिक हुए, पैक हुए, पहुँचे, या बिलिंग को वापस</translation>
    </message>
    <message>
        <source>Issue bill</source>
        <translation>बिल जारी करें</translation>
    </message>
    <message>
        <source>Issue challan</source>
        <translation>चालान जारी करें</translation>
    </message>
    <message>
        <source>Issue credit note</source>
        <translation>क्रेडिट नोट जारी करें</translation>
    </message>
    <message>
        <source>Issue debit note</source>
        <translation>डेबिट नोट जारी करें</translation>
    </message>
    <message>
        <source>Issue invoice</source>
        <translation>इनवॉइस जारी करें</translation>
    </message>
    <message>
        <source>Issue invoice (%1)</source>
        <translation>इनवॉइस जारी करें (%1)</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>जारीकर्ता</translation>
    </message>
    <message>
        <source>Issuer's phone</source>
        <translation>जारीकर्ता का फ़ोन</translation>
    </message>
    <message>
        <source>Issuing…</source>
        <translation>जारी हो रहा है…</translation>
    </message>
    <message>
        <source>It came back: %1. Corrected on %2: %3.</source>
        <translation>वापस आया: %1। %2 को सुधारा गया: %3।</translation>
    </message>
    <message>
        <source>It came back: %1. Nothing on it is changed; it goes on where it came from.</source>
        <translation>वापस आया: %1। इसमें कुछ नहीं बदलता; वहीं जाएगा जहाँ से आया था।</translation>
    </message>
    <message>
        <source>It can be changed until the customer has answered.</source>
        <translation>ग्राहक का जवाब आने तक इसे बदल सकते हैं।</translation>
    </message>
    <message>
        <source>It can be taken out of the bin again for 30 days (Edit menu)</source>
        <translation>रद्दी से 30 दिन तक वापस ला सकते हैं (“बदलें” मेन्यू)</translation>
    </message>
    <message>
        <source>It has %1.</source>
        <translation>उसमें %1 है।</translation>
    </message>
    <message>
        <source>It is a draft and was never issued. It leaves the list, and its number is free again. It can be put back out of the bin (Edit menu).</source>
        <translation>यह ड्राफ्ट है, कभी जारी नहीं हुआ। यह सूची से हट जाएगा और नंबर फिर ख़ाली हो जाएगा। रद्दी से वापस ला सकते हैं (“बदलें” मेन्यू)।</translation>
    </message>
    <message>
        <source>It is shown only now: the books keep nothing that it could be read from. The program sends it with every call, as X-API-Key.</source>
        <translation>यह केवल अभी दिखेगी: बही में ऐसा कुछ नहीं रहता जिससे इसे दोबारा पढ़ सकें। प्रोग्राम इसे हर कॉल के साथ X-API-Key में भेजता है।</translation>
    </message>
    <message>
        <source>It leaves the list; papers that name it keep their words.%1</source>
        <translation>यह सूची से हट जाएगा; जिन काग़ज़ात में इसका नाम है वे वैसे ही रहेंगे।%1</translation>
    </message>
    <message>
        <source>It waits in the review queue until billing has corrected or approved it. Programs that listen are told at once.</source>
        <translation>जब तक बिलिंग इसे सुधार या मंज़ूर न कर दे, यह समीक्षा सूची में रहेगा। सुनने वाले प्रोग्रामों को तुरंत बताया जाता है।</translation>
    </message>
    <message>
        <source>It will open nothing any more. This cannot be taken back: the program needs another key then.</source>
        <translation>इससे कुछ नहीं खुलेगा। यह वापस नहीं लिया जा सकता: तब प्रोग्राम को दूसरी कुंजी चाहिए।</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>आइटम</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>आइटम %1</translation>
    </message>
    <message>
        <source>Item %1 of order %2</source>
        <translation>ऑर्डर %2 का आइटम %1</translation>
    </message>
    <message>
        <source>Item code</source>
        <translation>आइटम कोड</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>आइटम</translation>
    </message>
    <message>
        <source>Items and lots</source>
        <translation>आइटम और लॉट</translation>
    </message>
    <message>
        <source>Its department's GSTIN</source>
        <translation>उनके विभाग का GSTIN</translation>
    </message>
    <message>
        <source>Its goods count as not sent, and its number stays used. This cannot be undone.</source>
        <translation>इसका माल न भेजा हुआ माना जाएगा, और नंबर इस्तेमाल हुआ ही रहेगा। यह वापस नहीं हो सकता।</translation>
    </message>
    <message>
        <source>Its number stays used and the paper is kept, marked as cancelled.</source>
        <translation>नंबर इस्तेमाल हुआ ही रहेगा और काग़ज़ “रद्द” लिखकर रखा जाएगा।</translation>
    </message>
    <message>
        <source>Its validity ended on %1. Revise it to offer it again, or take the answer of the customer all the same.</source>
        <translation>इसकी मान्यता %1 को ख़त्म हो गई। दोबारा देने के लिए इसे संशोधित करें, या फिर भी ग्राहक का जवाब दर्ज करें।</translation>
    </message>
    <message>
        <source>January</source>
        <translation>जनवरी</translation>
    </message>
    <message>
        <source>Job work, returnable, on approval, other reasons</source>
        <translation>जॉब वर्क, वापसी वाला माल, अप्रूवल पर, दूसरे कारण</translation>
    </message>
    <message>
        <source>Job work: worked on elsewhere</source>
        <translation>जॉब वर्क: काम कहीं और होता है</translation>
    </message>
    <message>
        <source>July</source>
        <translation>जुलाई</translation>
    </message>
    <message>
        <source>June</source>
        <translation>जून</translation>
    </message>
    <message>
        <source>Jurisdiction</source>
        <translation>न्याय क्षेत्र</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>रखें</translation>
    </message>
    <message>
        <source>Keep %1 as a further GSTIN of the one that stays</source>
        <translation>%1 को रहने वाली पार्टी के अन्य GSTIN में रखें</translation>
    </message>
    <message>
        <source>Keep both GSTINs</source>
        <translation>दोनों GSTIN रखें</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>रहने दें</translation>
    </message>
    <message>
        <source>Keep note</source>
        <translation>नोट रखें</translation>
    </message>
    <message>
        <source>Keep test certificates, drawings or contracts with this order</source>
        <translation>टेस्ट सर्टिफ़िकेट, ड्रॉइंग या कॉन्ट्रैक्ट इस ऑर्डर के साथ रखें</translation>
    </message>
    <message>
        <source>Keep the note with the order (%1)</source>
        <translation>नोट ऑर्डर के साथ रखें (%1)</translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>किस रूप में रखा</translation>
    </message>
    <message>
        <source>Kept back</source>
        <translation>काटा गया</translation>
    </message>
    <message>
        <source>Kept back as income tax</source>
        <translation>आयकर के रूप में काटा गया</translation>
    </message>
    <message>
        <source>Kept back under CGST Act s. 51</source>
        <translation>CGST अधिनियम धारा 51 में काटा गया</translation>
    </message>
    <message>
        <source>Kept until a guarantee has run out</source>
        <translation>गारंटी पूरी होने तक रोकी राशि</translation>
    </message>
    <message>
        <source>Kept; enter another to change it</source>
        <translation>रखा हुआ है; बदलने के लिए दूसरा लिखें</translation>
    </message>
    <message>
        <source>Key made</source>
        <translation>कुंजी बन गई</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>कुंजियाँ</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>कुंजियाँ…</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>LR date</source>
        <translation>LR तारीख़</translation>
    </message>
    <message>
        <source>LR number</source>
        <translation>LR नंबर</translation>
    </message>
    <message>
        <source>Labels %1.pdf</source>
        <translation>Labels %1.pdf</translation>
    </message>
    <message>
        <source>Labels, %1</source>
        <translation>लेबल, %1</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>बड़ा</translation>
    </message>
    <message>
        <source>Last backup %1</source>
        <translation>पिछला बैकअप %1</translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation>पिछली कॉल</translation>
    </message>
    <message>
        <source>Last import</source>
        <translation>पिछला इम्पोर्ट</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>पिछले महीने</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>पिछले वर्ष</translation>
    </message>
    <message>
        <source>Last year, %1</source>
        <translation>पिछले वर्ष, %1</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>बाद में</translation>
    </message>
    <message>
        <source>Leave at least one line on the invoice.</source>
        <translation>इनवॉइस में कम से कम एक पंक्ति रहने दें।</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>जैसा था, रहने दें</translation>
    </message>
    <message>
        <source>Leave the books as they are</source>
        <translation>बही वैसी ही रहने दें</translation>
    </message>
    <message>
        <source>Leave them two</source>
        <translation>दो ही रहने दें</translation>
    </message>
    <message>
        <source>Left empty, the series gives the next number</source>
        <translation>ख़ाली छोड़ें तो सीरीज़ से अगला नंबर लगेगा</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>चलने दें</translation>
    </message>
    <message>
        <source>Let other programs reach these books, see who calls</source>
        <translation>दूसरे प्रोग्रामों को इस बही तक आने दें, देखें कौन कॉल करता है</translation>
    </message>
    <message>
        <source>Let the challans count again</source>
        <translation>फिर चालान ही गिने जाएँ</translation>
    </message>
    <message>
        <source>Let this count</source>
        <translation>इसे मानें</translation>
    </message>
    <message>
        <source>Let this person in again</source>
        <translation>इन्हें फिर लॉग-इन करने दें</translation>
    </message>
    <message>
        <source>Let this person in no more</source>
        <translation>इन्हें अब लॉग-इन न करने दें</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>लाइसेंस</translation>
    </message>
    <message>
        <source>Licence in full</source>
        <translation>पूरा लाइसेंस</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>हल्का</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>पंक्ति</translation>
    </message>
    <message>
        <source>Line %1, %2: %3</source>
        <translation>पंक्ति %1, %2: %3</translation>
    </message>
    <message>
        <source>Line of business</source>
        <translation>काम का प्रकार</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>पंक्तियाँ</translation>
    </message>
    <message>
        <source>Lines of a paper</source>
        <translation>काग़ज़ की पंक्तियाँ</translation>
    </message>
    <message>
        <source>Linked papers</source>
        <translation>जुड़े हुए काग़ज़ात</translation>
    </message>
    <message>
        <source>Liquidated damages, such as for late supply</source>
        <translation>निर्धारित हर्जाना (LD), जैसे देर से आपूर्ति पर</translation>
    </message>
    <message>
        <source>List</source>
        <translation>सूची</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>सूचियाँ</translation>
    </message>
    <message>
        <source>Lists show: %1</source>
        <translation>सूची में: %1</translation>
    </message>
    <message>
        <source>Load its lines instead</source>
        <translation>उसकी पंक्तियाँ लाएँ</translation>
    </message>
    <message>
        <source>Load what is there now</source>
        <translation>अभी जो है वह लाएँ</translation>
    </message>
    <message>
        <source>Log %1 out?</source>
        <translation>%1 को लॉग-आउट करें?</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>लॉग-आउट करें</translation>
    </message>
    <message>
        <source>Log out…</source>
        <translation>लॉग-आउट करें…</translation>
    </message>
    <message>
        <source>Log-ins</source>
        <translation>लॉग-इन</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>रूप</translation>
    </message>
    <message>
        <source>Look around with sample data</source>
        <translation>नमूने के डेटा के साथ देखें</translation>
    </message>
    <message>
        <source>Look at this pair…</source>
        <translation>यह जोड़ा देखें…</translation>
    </message>
    <message>
        <source>Lot</source>
        <translation>लॉट</translation>
    </message>
    <message>
        <source>Lot %1 of item %2</source>
        <translation>आइटम %2 का लॉट %1</translation>
    </message>
    <message>
        <source>Lot %1 of item %2: %3.</source>
        <translation>आइटम %2 का लॉट %1: %3।</translation>
    </message>
    <message>
        <source>Lots come with the pages of orders: drop them anywhere on this window.</source>
        <translation>लॉट ऑर्डर के पेजों से आते हैं: उन्हें इस विंडो पर कहीं भी छोड़ें।</translation>
    </message>
    <message>
        <source>Lots of the day</source>
        <translation>दिन के लॉट</translation>
    </message>
    <message>
        <source>Low in stock</source>
        <translation>कम स्टॉक</translation>
    </message>
    <message>
        <source>Low stock</source>
        <translation>कम स्टॉक</translation>
    </message>
    <message>
        <source>MRP ₹</source>
        <translation>MRP ₹</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>कब बना</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>किसने बनाया</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>किससे बना है</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>मेल</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>मेल सर्वर</translation>
    </message>
    <message>
        <source>Mails that bring papers</source>
        <translation>काग़ज़ात वाली मेल</translation>
    </message>
    <message>
        <source>Make %1</source>
        <translation>%1 बनाएँ</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>कुंजी बनाएँ</translation>
    </message>
    <message>
        <source>Make a key for another program</source>
        <translation>दूसरे प्रोग्राम के लिए कुंजी बनाएँ</translation>
    </message>
    <message>
        <source>Make a key…</source>
        <translation>कुंजी बनाएँ…</translation>
    </message>
    <message>
        <source>Make a replacement challan for what was rejected</source>
        <translation>अस्वीकृत माल के लिए बदली का चालान बनाएँ</translation>
    </message>
    <message>
        <source>Make a replacement challan for what was rejected of the order</source>
        <translation>ऑर्डर का जो माल अस्वीकृत हुआ उसके लिए बदली का चालान बनाएँ</translation>
    </message>
    <message>
        <source>Make and revoke the keys of other programs, in Users and keys</source>
        <translation>दूसरे प्रोग्रामों की कुंजियाँ “यूज़र और कुंजियाँ” में बनाएँ और हटाएँ</translation>
    </message>
    <message>
        <source>Make challan</source>
        <translation>चालान बनाएँ</translation>
    </message>
    <message>
        <source>Make default buyer</source>
        <translation>डिफ़ॉल्ट ख़रीदार बनाएँ</translation>
    </message>
    <message>
        <source>Make invoice</source>
        <translation>इनवॉइस बनाएँ</translation>
    </message>
    <message>
        <source>Make invoices</source>
        <translation>इनवॉइस बनाएँ</translation>
    </message>
    <message>
        <source>Make invoices…</source>
        <translation>इनवॉइस बनाएँ…</translation>
    </message>
    <message>
        <source>Make one invoice for each of the marked challans</source>
        <translation>चुने हुए हर चालान का एक इनवॉइस बनाएँ</translation>
    </message>
    <message>
        <source>Make order or invoice…</source>
        <translation>ऑर्डर या इनवॉइस बनाएँ…</translation>
    </message>
    <message>
        <source>Make the invoices (%1)</source>
        <translation>इनवॉइस बनाएँ (%1)</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>कुंजी बनाएँ</translation>
    </message>
    <message>
        <source>Make the new key</source>
        <translation>नई कुंजी बनाएँ</translation>
    </message>
    <message>
        <source>Make the order or the invoice that the accepted quotation leads to</source>
        <translation>मंज़ूर कोटेशन से ऑर्डर या इनवॉइस बनाएँ</translation>
    </message>
    <message>
        <source>Make this person owner, clerk or viewer, or take them out of the business</source>
        <translation>इस व्यक्ति को मालिक, क्लर्क या दर्शक बनाएँ, या फ़र्म से हटाएँ</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>निर्माता</translation>
    </message>
    <message>
        <source>Making invoices</source>
        <translation>इनवॉइस बन रहे हैं</translation>
    </message>
    <message>
        <source>Making the backup…</source>
        <translation>बैकअप बन रहा है…</translation>
    </message>
    <message>
        <source>Making the pages…</source>
        <translation>पेज बन रहे हैं…</translation>
    </message>
    <message>
        <source>Making the page…</source>
        <translation>पेज बन रहा है…</translation>
    </message>
    <message>
        <source>March</source>
        <translation>मार्च</translation>
    </message>
    <message>
        <source>Mark a line to read its licence.</source>
        <translation>लाइसेंस पढ़ने के लिए कोई लाइन चुनें।</translation>
    </message>
    <message>
        <source>Mark all lines</source>
        <translation>सभी लाइनें चुनें</translation>
    </message>
    <message>
        <source>Mark as accepted</source>
        <translation>मंज़ूर मानें</translation>
    </message>
    <message>
        <source>Mark as delivered</source>
        <translation>पहुँचा हुआ मानें</translation>
    </message>
    <message>
        <source>Mark as dispatched</source>
        <translation>भेजा हुआ मानें</translation>
    </message>
    <message>
        <source>Mark as packed</source>
        <translation>पैक हुआ मानें</translation>
    </message>
    <message>
        <source>Mark as picked</source>
        <translation>माल निकला हुआ मानें</translation>
    </message>
    <message>
        <source>Mark as sent</source>
        <translation>भेजा हुआ मानें</translation>
    </message>
    <message>
        <source>Mark none of them any more (Esc)</source>
        <translation>सबका चुनाव हटाएँ (Esc)</translation>
    </message>
    <message>
        <source>Mark several lines</source>
        <translation>कई लाइनें चुनें</translation>
    </message>
    <message>
        <source>Marked line</source>
        <translation>चुनी हुई पंक्ति</translation>
    </message>
    <message>
        <source>Material</source>
        <translation>मटीरियल</translation>
    </message>
    <message>
        <source>Material code</source>
        <translation>मटीरियल कोड</translation>
    </message>
    <message>
        <source>Maximum retail price of one, with every tax</source>
        <translation>एक का अधिकतम खुदरा मूल्य, सभी टैक्स सहित</translation>
    </message>
    <message>
        <source>May be the same as</source>
        <translation>शायद यही है</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>मिलाएँ</translation>
    </message>
    <message>
        <source>Merge parties</source>
        <translation>पार्टियाँ मिलाएँ</translation>
    </message>
    <message>
        <source>Merge the two parties (%1)</source>
        <translation>दोनों पार्टियाँ मिलाएँ (%1)</translation>
    </message>
    <message>
        <source>Merge with another…</source>
        <translation>दूसरी पार्टी से मिलाएँ…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>मिलाएँ…</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>साधन</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>सोमवार</translation>
    </message>
    <message>
        <source>Money received</source>
        <translation>मिली राशि</translation>
    </message>
    <message>
        <source>Money that a customer paid, and what he kept back</source>
        <translation>ग्राहक का दिया भुगतान, और उसने जो काटा</translation>
    </message>
    <message>
        <source>Money that came for this invoice</source>
        <translation>इस इनवॉइस पर मिली राशि</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>महीना</translation>
    </message>
    <message>
        <source>More</source>
        <translation>और</translation>
    </message>
    <message>
        <source>More of what can be done</source>
        <translation>और क्या कर सकते हैं</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>नीचे ले जाएँ</translation>
    </message>
    <message>
        <source>Move the line down</source>
        <translation>पंक्ति नीचे ले जाएँ</translation>
    </message>
    <message>
        <source>Move the line up</source>
        <translation>पंक्ति ऊपर ले जाएँ</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>ऊपर ले जाएँ</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>आया-गया</translation>
    </message>
    <message>
        <source>Moves goods without selling them (Rule 55). Once issued it %1.</source>
        <translation>माल बिना बिक्री के भेजता है (नियम 55)। जारी होने के बाद यह %1।</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>नाम</translation>
    </message>
    <message>
        <source>Name the key after the program that will use it. The audit trail names what the program does by this name.</source>
        <translation>कुंजी का नाम उस प्रोग्राम पर रखें जो इसे काम में लेगा। ऑडिट ट्रेल में प्रोग्राम के काम इसी नाम से लिखे जाते हैं।</translation>
    </message>
    <message>
        <source>Name, or a few letters of a party</source>
        <translation>नाम, या पार्टी के कुछ अक्षर</translation>
    </message>
    <message>
        <source>Name, or a part of it</source>
        <translation>नाम, या उसका हिस्सा</translation>
    </message>
    <message>
        <source>Navy blue</source>
        <translation>गहरा नीला</translation>
    </message>
    <message>
        <source>Necessary ₹</source>
        <translation>ज़रूरी ₹</translation>
    </message>
    <message>
        <source>Necessary: the work could not go on without it</source>
        <translation>ज़रूरी: इसके बिना काम नहीं चलता</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>ज़रूरी</translation>
    </message>
    <message>
        <source>Net value</source>
        <translation>शुद्ध मूल्य</translation>
    </message>
    <message>
        <source>New</source>
        <translation>नया</translation>
    </message>
    <message>
        <source>New %1</source>
        <translation>नया %1</translation>
    </message>
    <message>
        <source>New bill of supply</source>
        <translation>नया बिल ऑफ़ सप्लाई</translation>
    </message>
    <message>
        <source>New challan</source>
        <translation>नया चालान</translation>
    </message>
    <message>
        <source>New challan without an order</source>
        <translation>बिना ऑर्डर का नया चालान</translation>
    </message>
    <message>
        <source>New credit note</source>
        <translation>नया क्रेडिट नोट</translation>
    </message>
    <message>
        <source>New debit note</source>
        <translation>नया डेबिट नोट</translation>
    </message>
    <message>
        <source>New expense</source>
        <translation>नया ख़र्च</translation>
    </message>
    <message>
        <source>New invoice</source>
        <translation>नया इनवॉइस</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>नई कुंजी</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>नया नोट</translation>
    </message>
    <message>
        <source>New note…</source>
        <translation>नया नोट…</translation>
    </message>
    <message>
        <source>New party</source>
        <translation>नई पार्टी</translation>
    </message>
    <message>
        <source>New payment</source>
        <translation>नया भुगतान</translation>
    </message>
    <message>
        <source>New product</source>
        <translation>नया प्रोडक्ट</translation>
    </message>
    <message>
        <source>New quotation</source>
        <translation>नया कोटेशन</translation>
    </message>
    <message>
        <source>New tax invoice</source>
        <translation>नया टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>New value…</source>
        <translation>नई कुंजी दें…</translation>
    </message>
    <message>
        <source>Newest orders</source>
        <translation>सबसे नए ऑर्डर</translation>
    </message>
    <message>
        <source>Next part of the order</source>
        <translation>ऑर्डर का अगला भाग</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>अगला चरण</translation>
    </message>
    <message>
        <source>No %1</source>
        <translation>%1 नहीं है</translation>
    </message>
    <message>
        <source>No %1 yet</source>
        <translation>अभी कोई %1 नहीं</translation>
    </message>
    <message>
        <source>No SRVs yet</source>
        <translation>अभी कोई SRV नहीं</translation>
    </message>
    <message>
        <source>No accounts yet</source>
        <translation>अभी कोई खाता नहीं</translation>
    </message>
    <message>
        <source>No backup could be made</source>
        <translation>बैकअप नहीं बन सका</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>अभी कोई बैकअप नहीं</translation>
    </message>
    <message>
        <source>No backup yet. One is made by itself whenever you close the window.</source>
        <translation>अभी कोई बैकअप नहीं। विंडो बंद करते ही एक अपने-आप बन जाता है।</translation>
    </message>
    <message>
        <source>No debit or credit notes yet</source>
        <translation>अभी कोई डेबिट या क्रेडिट नोट नहीं</translation>
    </message>
    <message>
        <source>No deduction by law is to be expected here.</source>
        <translation>यहाँ क़ानूनन कोई कटौती नहीं बनती।</translation>
    </message>
    <message>
        <source>No delivery challans yet</source>
        <translation>अभी कोई डिलीवरी चालान नहीं</translation>
    </message>
    <message>
        <source>No department named</source>
        <translation>विभाग नहीं लिखा</translation>
    </message>
    <message>
        <source>No description on the page</source>
        <translation>पेज पर विवरण नहीं है</translation>
    </message>
    <message>
        <source>No expenses yet</source>
        <translation>अभी कोई ख़र्च नहीं</translation>
    </message>
    <message>
        <source>No files with this order</source>
        <translation>इस ऑर्डर में कोई फ़ाइल नहीं</translation>
    </message>
    <message>
        <source>No invoices from other programs</source>
        <translation>दूसरे प्रोग्रामों से कोई इनवॉइस नहीं आया</translation>
    </message>
    <message>
        <source>No invoices in this year</source>
        <translation>इस वर्ष कोई इनवॉइस नहीं</translation>
    </message>
    <message>
        <source>No invoices yet</source>
        <translation>अभी कोई इनवॉइस नहीं</translation>
    </message>
    <message>
        <source>No keys yet</source>
        <translation>अभी कोई कुंजी नहीं</translation>
    </message>
    <message>
        <source>No letters yet</source>
        <translation>अभी कोई पत्र नहीं</translation>
    </message>
    <message>
        <source>No mail program could be opened. %1 is saved: attach it to a mail to %2 yourself.</source>
        <translation>कोई मेल प्रोग्राम नहीं खुला। %1 सेव है: इसे %2 की मेल में ख़ुद लगाएँ।</translation>
    </message>
    <message>
        <source>No mail server is set</source>
        <translation>मेल सर्वर तय नहीं है</translation>
    </message>
    <message>
        <source>No mail server is set, so the mail cannot leave from here. The PDF is saved, and your mail program opens with the address and the text: attach the file there yourself. A mail server is named in File &gt; Settings &gt; Mail; then papers go out from here.</source>
        <translation>मेल सर्वर तय नहीं है, इसलिए मेल यहाँ से नहीं जा सकती। PDF सेव होगी और आपका मेल प्रोग्राम पते और संदेश के साथ खुलेगा: फ़ाइल वहाँ ख़ुद लगाएँ। मेल सर्वर फ़ाइल &gt; सेटिंग &gt; मेल में लिखें; तब काग़ज़ात यहीं से जाएँगे।</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>अभी नाम नहीं</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>अभी कोई नोट नहीं</translation>
    </message>
    <message>
        <source>No order is open</source>
        <translation>कोई ऑर्डर खुला नहीं</translation>
    </message>
    <message>
        <source>No other program can reach these books.</source>
        <translation>कोई दूसरा प्रोग्राम इस बही तक नहीं पहुँच सकता।</translation>
    </message>
    <message>
        <source>No parties yet</source>
        <translation>अभी कोई पार्टी नहीं</translation>
    </message>
    <message>
        <source>No payments yet</source>
        <translation>अभी कोई भुगतान नहीं</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>अभी कोई प्रोडक्ट नहीं</translation>
    </message>
    <message>
        <source>No purchase orders yet</source>
        <translation>अभी कोई परचेज़ ऑर्डर नहीं</translation>
    </message>
    <message>
        <source>No quotations yet</source>
        <translation>अभी कोई कोटेशन नहीं</translation>
    </message>
    <message>
        <source>No reason was given</source>
        <translation>कारण नहीं लिखा</translation>
    </message>
    <message>
        <source>No tax: letter of undertaking</source>
        <translation>टैक्स नहीं: वचन पत्र (LUT)</translation>
    </message>
    <message>
        <source>No two parties share a GSTIN, a name, an e-mail or a phone number.</source>
        <translation>किन्हीं दो पार्टियों का GSTIN, नाम, ई-मेल या फ़ोन एक जैसा नहीं है।</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>नंबर %1</translation>
    </message>
    <message>
        <source>Nobody has an account</source>
        <translation>किसी का खाता नहीं है</translation>
    </message>
    <message>
        <source>Nobody is late with paying</source>
        <translation>किसी के भुगतान में देरी नहीं</translation>
    </message>
    <message>
        <source>Nobody is logged in</source>
        <translation>कोई लॉग-इन नहीं है</translation>
    </message>
    <message>
        <source>None of these can be invoiced: see what stands in the way of each.</source>
        <translation>इनमें से किसी का इनवॉइस नहीं बन सकता: हर एक की रुकावट देखें।</translation>
    </message>
    <message>
        <source>None: no longer of this business</source>
        <translation>कोई नहीं: अब इस फ़र्म में नहीं</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>सामान्य</translation>
    </message>
    <message>
        <source>Normal: rows of 28 pixels</source>
        <translation>सामान्य: 28 पिक्सेल की लाइन</translation>
    </message>
    <message>
        <source>Not as it was written</source>
        <translation>जैसा लिखा था, वैसा नहीं</translation>
    </message>
    <message>
        <source>Not complete</source>
        <translation>अधूरा</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>अधूरा</translation>
    </message>
    <message>
        <source>Not necessary ₹</source>
        <translation>ग़ैर-ज़रूरी ₹</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>अभी नहीं</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>संभव नहीं</translation>
    </message>
    <message>
        <source>Not private, only inside the office</source>
        <translation>सुरक्षित नहीं, केवल ऑफ़िस के अंदर</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>सेव नहीं हुआ</translation>
    </message>
    <message>
        <source>Not stated in the remarks</source>
        <translation>टिप्पणी में नहीं लिखा</translation>
    </message>
    <message>
        <source>Not whole</source>
        <translation>पूरा नहीं</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>अभी नहीं</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>नोट</translation>
    </message>
    <message>
        <source>Note (may be left empty)</source>
        <translation>नोट (ख़ाली छोड़ सकते हैं)</translation>
    </message>
    <message>
        <source>Noted for</source>
        <translation>नोट किसके नाम</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>नोट</translation>
    </message>
    <message>
        <source>Notes added</source>
        <translation>नोट से बढ़ा</translation>
    </message>
    <message>
        <source>Nothing but its name and address</source>
        <translation>नाम और पते के सिवा कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing differs between %1 and %2.</source>
        <translation>%1 और %2 में कोई अंतर नहीं है।</translation>
    </message>
    <message>
        <source>Nothing falls due this week</source>
        <translation>इस सप्ताह कुछ देय नहीं</translation>
    </message>
    <message>
        <source>Nothing fits the filter</source>
        <translation>छाँटने पर कुछ नहीं मिला</translation>
    </message>
    <message>
        <source>Nothing found.
%1</source>
        <translation>कुछ नहीं मिला।
%1</translation>
    </message>
    <message>
        <source>Nothing has still to leave</source>
        <translation>भेजने को कुछ बाक़ी नहीं</translation>
    </message>
    <message>
        <source>Nothing imported yet</source>
        <translation>अभी कुछ इम्पोर्ट नहीं हुआ</translation>
    </message>
    <message>
        <source>Nothing in the books yet</source>
        <translation>बही में अभी कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing in the file was changed.</source>
        <translation>फ़ाइल में कुछ नहीं बदला गया।</translation>
    </message>
    <message>
        <source>Nothing in the financial year %1</source>
        <translation>वित्तीय वर्ष %1 में कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing in these days</source>
        <translation>इन दिनों में कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing is</source>
        <translation>कुछ नहीं है</translation>
    </message>
    <message>
        <source>Nothing is below its mark</source>
        <translation>कुछ भी तय सीमा से कम नहीं</translation>
    </message>
    <message>
        <source>Nothing is due on this day</source>
        <translation>इस दिन कुछ देय नहीं</translation>
    </message>
    <message>
        <source>Nothing is late</source>
        <translation>कहीं देरी नहीं</translation>
    </message>
    <message>
        <source>Nothing is merged before you have seen what would move and said which stays.</source>
        <translation>जब तक आप न देख लें कि क्या-क्या जाएगा और न बताएँ कि कौन रहेगी, कुछ नहीं मिलाया जाता।</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>कुछ भी बकाया नहीं</translation>
    </message>
    <message>
        <source>Nothing is open here. Money that settles no invoice stands on the party's account.</source>
        <translation>यहाँ कुछ बकाया नहीं। जो राशि किसी इनवॉइस में नहीं लगती वह पार्टी के खाते में रहती है।</translation>
    </message>
    <message>
        <source>Nothing left on this day</source>
        <translation>इस दिन कुछ नहीं भेजा गया</translation>
    </message>
    <message>
        <source>Nothing lies here. What you type into a form is kept on this computer until it is saved, and a draft that is thrown away comes here.</source>
        <translation>यहाँ कुछ नहीं है। फ़ॉर्म में लिखा हुआ सेव होने तक इसी कंप्यूटर पर रहता है, और फेंका हुआ ड्राफ्ट यहाँ आता है।</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>कुछ नया नहीं</translation>
    </message>
    <message>
        <source>Nothing of order %1 is pending: all of it has been dispatched.</source>
        <translation>ऑर्डर %1 में कुछ बाक़ी नहीं: सारा माल भेजा जा चुका है।</translation>
    </message>
    <message>
        <source>Nothing of order %1 waits to be replaced.</source>
        <translation>ऑर्डर %1 में बदली का कोई माल बाक़ी नहीं है।</translation>
    </message>
    <message>
        <source>Nothing of that day or before is made or changed (Settings &gt; Closing)</source>
        <translation>उस दिन या उससे पहले का कुछ बनता या बदलता नहीं (सेटिंग &gt; बंद करना)</translation>
    </message>
    <message>
        <source>Nothing on the invoice is wrong: say why, and it goes on where it came from</source>
        <translation>इनवॉइस में कोई ग़लती नहीं: कारण बताएँ, वह वहीं जाएगा जहाँ से आया था</translation>
    </message>
    <message>
        <source>Nothing to do here</source>
        <translation>यहाँ कोई काम नहीं</translation>
    </message>
    <message>
        <source>Nothing to report</source>
        <translation>रिपोर्ट में कुछ नहीं</translation>
    </message>
    <message>
        <source>Nothing waits for a replacement</source>
        <translation>बदली का कुछ बाक़ी नहीं</translation>
    </message>
    <message>
        <source>Nothing was done yet</source>
        <translation>अभी कुछ नहीं हुआ</translation>
    </message>
    <message>
        <source>Nothing was spent in this year</source>
        <translation>इस वर्ष कुछ ख़र्च नहीं हुआ</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>अभी कुछ नहीं</translation>
    </message>
    <message>
        <source>November</source>
        <translation>नवंबर</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>नंबर</translation>
    </message>
    <message>
        <source>Number of copies</source>
        <translation>प्रतियों की संख्या</translation>
    </message>
    <message>
        <source>Number, order or buyer</source>
        <translation>नंबर, ऑर्डर या ख़रीदार</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>नंबर</translation>
    </message>
    <message>
        <source>October</source>
        <translation>अक्टूबर</translation>
    </message>
    <message>
        <source>Of SRVs, first lot first</source>
        <translation>SRV से, पहला लॉट पहले</translation>
    </message>
    <message>
        <source>Of the day</source>
        <translation>दिन का</translation>
    </message>
    <message>
        <source>Of the financial year</source>
        <translation>वित्तीय वर्ष का</translation>
    </message>
    <message>
        <source>Of the same PAN: in another state, or a second one in this</source>
        <translation>उसी PAN का: दूसरे राज्य में, या इसी राज्य में दूसरा</translation>
    </message>
    <message>
        <source>Of the week</source>
        <translation>सप्ताह का</translation>
    </message>
    <message>
        <source>Of what was ordered</source>
        <translation>ऑर्डर में से</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>ऑफ़िस</translation>
    </message>
    <message>
        <source>Older than what is held: kept as history</source>
        <translation>मौजूदा से पुराना: पुराने रिकॉर्ड में रखा</translation>
    </message>
    <message>
        <source>On account</source>
        <translation>खाते में</translation>
    </message>
    <message>
        <source>On approval: sold if it pleases</source>
        <translation>अप्रूवल पर: पसंद आए तो बिकेगा</translation>
    </message>
    <message>
        <source>On other challans</source>
        <translation>अन्य चालानों पर</translation>
    </message>
    <message>
        <source>On the open order also to %1</source>
        <translation>खुले ऑर्डर पर छोड़ें तो यह भी: %1</translation>
    </message>
    <message>
        <source>On to what comes below, from the empty line</source>
        <translation>नीचे वाले भाग पर, ख़ाली पंक्ति से</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>एक बार और</translation>
    </message>
    <message>
        <source>One %1</source>
        <translation>एक %1</translation>
    </message>
    <message>
        <source>One after the other, in the order of the list.</source>
        <translation>एक के बाद एक, सूची के क्रम में।</translation>
    </message>
    <message>
        <source>One cell</source>
        <translation>एक सेल</translation>
    </message>
    <message>
        <source>One certificate on each line</source>
        <translation>हर पंक्ति में एक सर्टिफ़िकेट</translation>
    </message>
    <message>
        <source>One job, in the order of the list. Stop leaves whole papers only.</source>
        <translation>एक ही बार में, सूची के क्रम में। रोकने पर भी कोई काग़ज़ अधूरा नहीं निकलता।</translation>
    </message>
    <message>
        <source>One line has</source>
        <translation>एक पंक्ति में</translation>
    </message>
    <message>
        <source>One term on each line</source>
        <translation>हर पंक्ति में एक शर्त</translation>
    </message>
    <message>
        <source>One term on each line; they are printed numbered, below the figures. New papers begin with them, each paper can have others. Papers already made keep theirs.</source>
        <translation>हर पंक्ति में एक शर्त; वे आँकड़ों के नीचे नंबर के साथ छपती हैं। नए काग़ज़ इन्हीं से शुरू होते हैं, हर काग़ज़ में अलग भी हो सकती हैं। बने हुए काग़ज़ात की शर्तें वही रहती हैं।</translation>
    </message>
    <message>
        <source>Only %1 %2 are</source>
        <translation>केवल %1 %2 हैं</translation>
    </message>
    <message>
        <source>Only %1 %2 were invoiced.</source>
        <translation>केवल %1 %2 का इनवॉइस बना था।</translation>
    </message>
    <message>
        <source>Only %1 are ordered in this lot.</source>
        <translation>इस लॉट का ऑर्डर केवल %1 का है।</translation>
    </message>
    <message>
        <source>Only an owner at this desk sees the codes of others.</source>
        <translation>इस डेस्क पर दूसरों के कोड केवल मालिक देख सकता है।</translation>
    </message>
    <message>
        <source>Only if goods go elsewhere</source>
        <translation>तभी, जब माल कहीं और जाए</translation>
    </message>
    <message>
        <source>Only mark the quotation as accepted.</source>
        <translation>कोटेशन को केवल मंज़ूर मानें।</translation>
    </message>
    <message>
        <source>Only what was done to it and its lines is shown. Press to show everything again.</source>
        <translation>केवल इसका और इसकी पंक्तियों का बदलाव दिख रहा है। सब देखने के लिए दबाएँ।</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>खोलें</translation>
    </message>
    <message>
        <source>Open an order in the Purchase Orders tab and press “Make challan”: its lines come filled with what is pending. A challan for job work, returnable goods or goods on approval is written here.</source>
        <translation>“परचेज़ ऑर्डर” टैब में ऑर्डर खोलें और “चालान बनाएँ” दबाएँ: पंक्तियाँ बाक़ी माल से भरी हुई आएँगी। जॉब वर्क, वापसी वाले या अप्रूवल पर जाने वाले माल का चालान यहाँ लिखा जाता है।</translation>
    </message>
    <message>
        <source>Open by age, from the date of the invoice</source>
        <translation>कितने दिन का बकाया, इनवॉइस की तारीख़ से</translation>
    </message>
    <message>
        <source>Open challan</source>
        <translation>चालान खोलें</translation>
    </message>
    <message>
        <source>Open in all</source>
        <translation>कुल बकाया</translation>
    </message>
    <message>
        <source>Open invoice</source>
        <translation>इनवॉइस खोलें</translation>
    </message>
    <message>
        <source>Open invoices</source>
        <translation>खुले इनवॉइस</translation>
    </message>
    <message>
        <source>Open invoices by age</source>
        <translation>खुले इनवॉइस, कितने पुराने</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>खोलें</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>ऑर्डर खोलें</translation>
    </message>
    <message>
        <source>Open orders by department</source>
        <translation>विभागवार खुले ऑर्डर</translation>
    </message>
    <message>
        <source>Open other books</source>
        <translation>दूसरी बही खोलें</translation>
    </message>
    <message>
        <source>Open other books…</source>
        <translation>दूसरी बही खोलें…</translation>
    </message>
    <message>
        <source>Open source page</source>
        <translation>मूल पेज खोलें</translation>
    </message>
    <message>
        <source>Open the draft…</source>
        <translation>ड्राफ्ट खोलें…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>फ़ोल्डर खोलें</translation>
    </message>
    <message>
        <source>Open the invoice</source>
        <translation>इनवॉइस खोलें</translation>
    </message>
    <message>
        <source>Open the marked line</source>
        <translation>चुनी हुई लाइन खोलें</translation>
    </message>
    <message>
        <source>Open the marked paper (Enter)</source>
        <translation>चुना हुआ काग़ज़ खोलें (Enter)</translation>
    </message>
    <message>
        <source>Open the order or SRV of the marked page (Enter)</source>
        <translation>चुने हुए पेज का ऑर्डर या SRV खोलें (Enter)</translation>
    </message>
    <message>
        <source>Open the order, SRV or paper in which it was found</source>
        <translation>जिस ऑर्डर, SRV या काग़ज़ में यह मिला उसे खोलें</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>पेज खोलें</translation>
    </message>
    <message>
        <source>Open the paper of the marked letter</source>
        <translation>चुने हुए पत्र का काग़ज़ खोलें</translation>
    </message>
    <message>
        <source>Open the party</source>
        <translation>पार्टी खोलें</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>सेटिंग खोलें</translation>
    </message>
    <message>
        <source>Open them</source>
        <translation>उन्हें खोलें</translation>
    </message>
    <message>
        <source>Open ₹</source>
        <translation>बकाया ₹</translation>
    </message>
    <message>
        <source>Or begin at once</source>
        <translation>या तुरंत शुरू करें</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>Order %1</source>
        <translation>ऑर्डर %1</translation>
    </message>
    <message>
        <source>Order %1 is</source>
        <translation>ऑर्डर %1</translation>
    </message>
    <message>
        <source>Order %1 is in the order book.</source>
        <translation>ऑर्डर %1 ऑर्डर बही में आ गया।</translation>
    </message>
    <message>
        <source>Order %1 of %2  ·  %3</source>
        <translation>ऑर्डर %1, %2  ·  %3</translation>
    </message>
    <message>
        <source>Order %1 of %2 from %3 is in the order book.</source>
        <translation>ऑर्डर %1, तारीख़ %2, %3 से, ऑर्डर बही में है।</translation>
    </message>
    <message>
        <source>Order date</source>
        <translation>ऑर्डर की तारीख़</translation>
    </message>
    <message>
        <source>Order pages and SRV pages saved from the portal</source>
        <translation>पोर्टल से सेव किए ऑर्डर पेज और SRV पेज</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>ऑर्डर का प्रकार</translation>
    </message>
    <message>
        <source>Order value</source>
        <translation>ऑर्डर का मूल्य</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>ऑर्डर मात्रा</translation>
    </message>
    <message>
        <source>Ordered in all</source>
        <translation>कुल ऑर्डर मूल्य</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>Orders %1 are</source>
        <translation>ऑर्डर %1</translation>
    </message>
    <message>
        <source>Orders come in as pages saved from the buyer's portal.</source>
        <translation>ऑर्डर ख़रीदार के पोर्टल से सेव किए पेजों से आते हैं।</translation>
    </message>
    <message>
        <source>Orders dated in %1, at the orders' own rates</source>
        <translation>%1 की तारीख़ वाले ऑर्डर, ऑर्डर के अपने रेट पर</translation>
    </message>
    <message>
        <source>Orders, challans, invoices and receipts of one office. MIT licence.</source>
        <translation>एक ऑफ़िस के ऑर्डर, चालान, इनवॉइस और रसीदें। MIT लाइसेंस।</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>मूल</translation>
    </message>
    <message>
        <source>Other categories</source>
        <translation>अन्य श्रेणियाँ</translation>
    </message>
    <message>
        <source>Other computers too (every call needs a key)</source>
        <translation>दूसरे कंप्यूटर भी (हर कॉल में कुंजी ज़रूरी)</translation>
    </message>
    <message>
        <source>Other days</source>
        <translation>दूसरे दिन</translation>
    </message>
    <message>
        <source>Other papers of this order were changed meanwhile. “Pending” was read again; what you typed stands as it is.</source>
        <translation>इस बीच इस ऑर्डर के दूसरे काग़ज़ात बदल गए। “बाक़ी” फिर से पढ़ा गया; आपका लिखा वैसा ही है।</translation>
    </message>
    <message>
        <source>Other programs</source>
        <translation>दूसरे प्रोग्राम</translation>
    </message>
    <message>
        <source>Other programs reach these books at &lt;b&gt;%1&lt;/b&gt;. What they can call stands at %2/docs</source>
        <translation>दूसरे प्रोग्राम इस बही तक &lt;b&gt;%1&lt;/b&gt; पर पहुँचते हैं। वे क्या-क्या कॉल कर सकते हैं, यह %2/docs पर है</translation>
    </message>
    <message>
        <source>Other programs…</source>
        <translation>दूसरे प्रोग्राम…</translation>
    </message>
    <message>
        <source>Other ₹</source>
        <translation>अन्य ₹</translation>
    </message>
    <message>
        <source>Our GSTIN</source>
        <translation>हमारा GSTIN</translation>
    </message>
    <message>
        <source>Our code at the buyer</source>
        <translation>ख़रीदार के यहाँ हमारा कोड</translation>
    </message>
    <message>
        <source>Our e-mail</source>
        <translation>हमारा ई-मेल</translation>
    </message>
    <message>
        <source>Our fax</source>
        <translation>हमारा फ़ैक्स</translation>
    </message>
    <message>
        <source>Our phone</source>
        <translation>हमारा फ़ोन</translation>
    </message>
    <message>
        <source>Our quotation</source>
        <translation>हमारा कोटेशन</translation>
    </message>
    <message>
        <source>Our reference</source>
        <translation>हमारा संदर्भ</translation>
    </message>
    <message>
        <source>Our vendor code</source>
        <translation>हमारा वेंडर कोड</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>नतीजा</translation>
    </message>
    <message>
        <source>Over the credit limit</source>
        <translation>उधार सीमा से ऊपर</translation>
    </message>
    <message>
        <source>Overdue lots</source>
        <translation>देरी वाले लॉट</translation>
    </message>
    <message>
        <source>Overpaid</source>
        <translation>ज़्यादा भुगतान</translation>
    </message>
    <message>
        <source>Owed at the start</source>
        <translation>शुरुआती बकाया</translation>
    </message>
    <message>
        <source>Owes less ₹</source>
        <translation>देना घटा ₹</translation>
    </message>
    <message>
        <source>Owes more ₹</source>
        <translation>देना बढ़ा ₹</translation>
    </message>
    <message>
        <source>Owner: everything, also people, keys and mail</source>
        <translation>मालिक: सब कुछ, लोग, कुंजियाँ और मेल भी</translation>
    </message>
    <message>
        <source>PAN %1</source>
        <translation>PAN %1</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>PO</source>
        <translation>PO</translation>
    </message>
    <message>
        <source>PO date</source>
        <translation>PO तारीख़</translation>
    </message>
    <message>
        <source>PO number</source>
        <translation>PO नंबर</translation>
    </message>
    <message>
        <source>PO value</source>
        <translation>PO मूल्य</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>पैकेट</translation>
    </message>
    <message>
        <source>Packets are counted in whole numbers.</source>
        <translation>पैकेट पूरी संख्या में गिने जाते हैं।</translation>
    </message>
    <message>
        <source>Packing</source>
        <translation>पैकिंग</translation>
    </message>
    <message>
        <source>Packing slip %1</source>
        <translation>पैकिंग स्लिप %1</translation>
    </message>
    <message>
        <source>Packing slip…</source>
        <translation>पैकिंग स्लिप…</translation>
    </message>
    <message>
        <source>Packs are counted in whole numbers.</source>
        <translation>पैक पूरी संख्या में गिने जाते हैं।</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>पेज</translation>
    </message>
    <message>
        <source>Page RCD QTY</source>
        <translation>पेज की RCD QTY</translation>
    </message>
    <message>
        <source>Pages (*.html *.htm)</source>
        <translation>पेज (*.html *.htm)</translation>
    </message>
    <message>
        <source>Pages of the portal still come in, whatever their date: they are what the buyer says. Quotations stay free, drafts wait for a later date. Only an owner closes the books and opens them again, by another day or none; the audit trail keeps who did.</source>
        <translation>पोर्टल के पेज फिर भी आते हैं, तारीख़ कोई भी हो: उनमें ख़रीदार का लिखा होता है। कोटेशन खुले रहते हैं, ड्राफ्ट आगे की तारीख़ का इंतज़ार करते हैं। बही केवल मालिक बंद करता और खोलता है, दूसरा दिन लिखकर या ख़ाली छोड़कर; ऑडिट ट्रेल में लिखा रहता है कि किसने किया।</translation>
    </message>
    <message>
        <source>Pages saved from the portal, one or a whole folder. Press to choose them.</source>
        <translation>पोर्टल से सेव किए पेज, एक या पूरा फ़ोल्डर। चुनने के लिए दबाएँ।</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>काग़ज़</translation>
    </message>
    <message>
        <source>Paper %1</source>
        <translation>काग़ज़ %1</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>काग़ज़ात</translation>
    </message>
    <message>
        <source>Papers are printed in the colours of today, also older ones. Light colours do not copy.</source>
        <translation>काग़ज़ात आज के रंगों में छपते हैं, पुराने भी। हल्के रंग फ़ोटोकॉपी में नहीं आते।</translation>
    </message>
    <message>
        <source>Papers for this party will lack: %1. Press Change to enter it.</source>
        <translation>इस पार्टी के काग़ज़ात में कमी रहेगी: %1। लिखने के लिए “बदलें” दबाएँ।</translation>
    </message>
    <message>
        <source>Papers it belongs to</source>
        <translation>इससे जुड़े काग़ज़ात</translation>
    </message>
    <message>
        <source>Papers printed</source>
        <translation>काग़ज़ात प्रिंट हुए</translation>
    </message>
    <message>
        <source>Papers saved</source>
        <translation>काग़ज़ात सेव हुए</translation>
    </message>
    <message>
        <source>Papers, and codes for log-ins and new passwords, are mailed through it. Without one papers go out with your own mail program, and codes are shown in the tab Users and keys for you to tell.</source>
        <translation>काग़ज़ात, और लॉग-इन व नए पासवर्ड के कोड इसी से मेल होते हैं। इसके बिना काग़ज़ात आपके अपने मेल प्रोग्राम से जाते हैं, और कोड “यूज़र और कुंजियाँ” टैब में दिखते हैं, उन्हें आप ख़ुद बताएँ।</translation>
    </message>
    <message>
        <source>Part before it</source>
        <translation>उससे पहले का भाग</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>किसका भाग</translation>
    </message>
    <message>
        <source>Parties</source>
        <translation>पार्टियाँ</translation>
    </message>
    <message>
        <source>Parties that may be one</source>
        <translation>पार्टियाँ जो एक हो सकती हैं</translation>
    </message>
    <message>
        <source>Parts of the order</source>
        <translation>ऑर्डर के भाग</translation>
    </message>
    <message>
        <source>Parts of the party</source>
        <translation>पार्टी के भाग</translation>
    </message>
    <message>
        <source>Parts of the payments</source>
        <translation>भुगतान के भाग</translation>
    </message>
    <message>
        <source>Parts of users and keys</source>
        <translation>यूज़र और कुंजियों के भाग</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>पार्टी</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>पासवर्ड</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>%1 का पासवर्ड</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>पेस्ट करें</translation>
    </message>
    <message>
        <source>Paste from a spreadsheet</source>
        <translation>स्प्रेडशीट से पेस्ट करें</translation>
    </message>
    <message>
        <source>Pay until</source>
        <translation>भुगतान कब तक</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>भुगतान</translation>
    </message>
    <message>
        <source>Payment mode</source>
        <translation>भुगतान का तरीक़ा</translation>
    </message>
    <message>
        <source>Payment of %1</source>
        <translation>%1 का भुगतान</translation>
    </message>
    <message>
        <source>Payment terms</source>
        <translation>भुगतान की शर्तें</translation>
    </message>
    <message>
        <source>Payment within</source>
        <translation>भुगतान कितने दिन में</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>भुगतान</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>बाक़ी</translation>
    </message>
    <message>
        <source>Pending will then be %1.</source>
        <translation>तब बाक़ी %1 रहेगा।</translation>
    </message>
    <message>
        <source>People</source>
        <translation>लोग</translation>
    </message>
    <message>
        <source>People, keys, log-ins, and codes that wait to be told</source>
        <translation>लोग, कुंजियाँ, लॉग-इन, और वे कोड जो अभी बताने हैं</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>अवधि</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>फ़ोन</translation>
    </message>
    <message>
        <source>Pick the colour of %1</source>
        <translation>%1 का रंग चुनें</translation>
    </message>
    <message>
        <source>Pick…</source>
        <translation>चुनें…</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>चित्र (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Place of supply</source>
        <translation>आपूर्ति का स्थान</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>पोर्ट</translation>
    </message>
    <message>
        <source>Portal status</source>
        <translation>पोर्टल पर स्थिति</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>प्रीव्यू</translation>
    </message>
    <message>
        <source>Preview a sheet of labels with the barcode and print it</source>
        <translation>बारकोड वाले लेबल की शीट प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview and print the guarantee certificate of the goods</source>
        <translation>माल का गारंटी सर्टिफ़िकेट प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview and print the packing slip of the goods</source>
        <translation>माल की पैकिंग स्लिप प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview the account of the marked invoice's buyer</source>
        <translation>चुने हुए इनवॉइस के ख़रीदार का खाता प्रीव्यू में देखें</translation>
    </message>
    <message>
        <source>Preview the account of this party and print it</source>
        <translation>इस पार्टी का खाता प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview the buyer's account and print it</source>
        <translation>ख़रीदार का खाता प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview the challan and print it</source>
        <translation>चालान प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview the paper and print it</source>
        <translation>काग़ज़ का प्रीव्यू देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview the statement of account of these days and print it</source>
        <translation>इन दिनों का खाता विवरण प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview what was billed to this party and paid by it, and print it</source>
        <translation>इस पार्टी के नाम बने बिल और उसके भुगतान प्रीव्यू में देखें और प्रिंट करें</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>प्रीव्यू…</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>क़ीमत</translation>
    </message>
    <message>
        <source>Price and contracts</source>
        <translation>क़ीमत और कॉन्ट्रैक्ट</translation>
    </message>
    <message>
        <source>Price charged too high</source>
        <translation>क़ीमत ज़्यादा लगी</translation>
    </message>
    <message>
        <source>Price charged too low</source>
        <translation>क़ीमत कम लगी</translation>
    </message>
    <message>
        <source>Price includes GST</source>
        <translation>क़ीमत में GST शामिल</translation>
    </message>
    <message>
        <source>Price variation</source>
        <translation>क़ीमत में बदलाव</translation>
    </message>
    <message>
        <source>Price without GST</source>
        <translation>बिना GST की क़ीमत</translation>
    </message>
    <message>
        <source>Price ₹</source>
        <translation>क़ीमत ₹</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>क़ीमतें</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>प्रिंट करें</translation>
    </message>
    <message>
        <source>Print %1</source>
        <translation>%1 प्रिंट करें</translation>
    </message>
    <message>
        <source>Print all…</source>
        <translation>सब प्रिंट करें…</translation>
    </message>
    <message>
        <source>Print labels…</source>
        <translation>लेबल प्रिंट करें…</translation>
    </message>
    <message>
        <source>Print the marked papers as one job, in the order of the list</source>
        <translation>चुने हुए काग़ज़ात एक साथ, सूची के क्रम में प्रिंट करें</translation>
    </message>
    <message>
        <source>Print what is seen (Ctrl+P)</source>
        <translation>जो दिख रहा है वह प्रिंट करें (Ctrl+P)</translation>
    </message>
    <message>
        <source>Printed below the figures</source>
        <translation>राशि के नीचे छपेगा</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>प्रिंटर</translation>
    </message>
    <message>
        <source>Printing %1</source>
        <translation>%1 प्रिंट हो रहा है</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>प्रिंट करें…</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>प्रोडक्ट</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>प्रोडक्ट</translation>
    </message>
    <message>
        <source>Products come by themselves: with the first order page, and with the HSN typed on an invoice. Add your own with price, barcode and stock.</source>
        <translation>प्रोडक्ट अपने-आप आते हैं: पहले ऑर्डर के पेज से, और इनवॉइस पर लिखे HSN से। अपने प्रोडक्ट क़ीमत, बारकोड और स्टॉक के साथ जोड़ें।</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>प्रोग्राम</translation>
    </message>
    <message>
        <source>Prove a copy of this backup: file, links, audit trail, figures</source>
        <translation>इस बैकअप की प्रति जाँचें: फ़ाइल, जोड़, ऑडिट ट्रेल, आँकड़े</translation>
    </message>
    <message>
        <source>Prove the open books the same way</source>
        <translation>खुली बही को भी इसी तरह जाँचें</translation>
    </message>
    <message>
        <source>Proving %1</source>
        <translation>%1 की जाँच</translation>
    </message>
    <message>
        <source>Proving %1…</source>
        <translation>%1 की जाँच हो रही है…</translation>
    </message>
    <message>
        <source>Public domain</source>
        <translation>पब्लिक डोमेन</translation>
    </message>
    <message>
        <source>Purchase Orders</source>
        <translation>परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>Purchase order</source>
        <translation>परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>Purchase orders</source>
        <translation>परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>Put %1 in the place of the books?</source>
        <translation>बही की जगह %1 लाएँ?</translation>
    </message>
    <message>
        <source>Put a backup back</source>
        <translation>बैकअप वापस लाएँ</translation>
    </message>
    <message>
        <source>Put a file back</source>
        <translation>फ़ाइल वापस लाएँ</translation>
    </message>
    <message>
        <source>Put a file back…</source>
        <translation>फ़ाइल वापस लाएँ…</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>वापस रखें</translation>
    </message>
    <message>
        <source>Put back the backup of %1</source>
        <translation>%1 का बैकअप वापस लाएँ</translation>
    </message>
    <message>
        <source>Put back with the next number</source>
        <translation>अगले नंबर के साथ वापस रखा गया</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>वापस रखें</translation>
    </message>
    <message>
        <source>Put right what came back to billing; the invoice then goes on where it came from</source>
        <translation>जो बिलिंग को लौटा उसे सुधारें; फिर इनवॉइस वहीं जाएगा जहाँ से आया था</translation>
    </message>
    <message>
        <source>Put the last backup back</source>
        <translation>पिछला बैकअप वापस लाएँ</translation>
    </message>
    <message>
        <source>Put the marked one back…</source>
        <translation>चुना हुआ वापस लाएँ…</translation>
    </message>
    <message>
        <source>Putting the backup back…</source>
        <translation>बैकअप वापस लाया जा रहा है…</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>मात्रा</translation>
    </message>
    <message>
        <source>Quantity billed too low</source>
        <translation>मात्रा कम बिल हुई</translation>
    </message>
    <message>
        <source>Quantity of the challan, as the SRV says</source>
        <translation>चालान की मात्रा, SRV के अनुसार</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>बाहर निकलें</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>कोटेशन</translation>
    </message>
    <message>
        <source>Quotation %1 %2.</source>
        <translation>कोटेशन %1 %2।</translation>
    </message>
    <message>
        <source>Quotation %1 is marked as accepted.</source>
        <translation>कोटेशन %1 को मंज़ूर माना गया।</translation>
    </message>
    <message>
        <source>Quotation %1 revises %2.</source>
        <translation>कोटेशन %1, %2 का संशोधन है।</translation>
    </message>
    <message>
        <source>Quotations</source>
        <translation>कोटेशन</translation>
    </message>
    <message>
        <source>Quoted to</source>
        <translation>कोटेशन किसको</translation>
    </message>
    <message>
        <source>REV NO of this row; the highest one counts</source>
        <translation>इस लाइन का REV NO; सबसे बड़ा ही गिना जाता है</translation>
    </message>
    <message>
        <source>Rate contract</source>
        <translation>रेट कॉन्ट्रैक्ट</translation>
    </message>
    <message>
        <source>Rate ₹</source>
        <translation>रेट ₹</translation>
    </message>
    <message>
        <source>Rates include GST</source>
        <translation>रेट में GST शामिल है</translation>
    </message>
    <message>
        <source>Reached from</source>
        <translation>कहाँ से पहुँच सकते हैं</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>कारण</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>माल लें</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>मिला</translation>
    </message>
    <message>
        <source>Received from</source>
        <translation>किससे मिला</translation>
    </message>
    <message>
        <source>Received in full: %1</source>
        <translation>पूरा मिला: %1</translation>
    </message>
    <message>
        <source>Received ₹</source>
        <translation>मिला ₹</translation>
    </message>
    <message>
        <source>Receive…</source>
        <translation>माल लें…</translation>
    </message>
    <message>
        <source>Record a payment</source>
        <translation>भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Record payment</source>
        <translation>भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Record what a customer paid and what he kept back: GST-TDS, income-tax TDS, liquidated damages. It settles his invoices, the oldest first if you like.</source>
        <translation>ग्राहक ने जो दिया और जो काटा वह दर्ज करें: GST-TDS, आयकर TDS, हर्जाना। इससे उसके इनवॉइस निपटते हैं, चाहें तो सबसे पुराने पहले।</translation>
    </message>
    <message>
        <source>Record what came for the marked invoice</source>
        <translation>चुने हुए इनवॉइस का मिला भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>संदर्भ</translation>
    </message>
    <message>
        <source>References</source>
        <translation>संदर्भ</translation>
    </message>
    <message>
        <source>References and papers</source>
        <translation>संदर्भ और काग़ज़ात</translation>
    </message>
    <message>
        <source>References and terms</source>
        <translation>संदर्भ और शर्तें</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>अस्वीकृत</translation>
    </message>
    <message>
        <source>Rejected, to replace</source>
        <translation>अस्वीकृत, बदलना है</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>टिप्पणी</translation>
    </message>
    <message>
        <source>Remarks say</source>
        <translation>टिप्पणी में लिखा है</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Remove the %1</source>
        <translation>%1 हटाएँ</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>हटाया गया</translation>
    </message>
    <message>
        <source>Reorder at</source>
        <translation>फिर मँगाएँ जब</translation>
    </message>
    <message>
        <source>Reorder at %1: %2 are left.</source>
        <translation>%1 रहने पर मँगाना है: %2 बचे हैं।</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>रिपोर्ट</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>रिपोर्ट</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>नतीजा</translation>
    </message>
    <message>
        <source>Retention ₹</source>
        <translation>रोकी राशि ₹</translation>
    </message>
    <message>
        <source>Return invoice %1 to billing</source>
        <translation>इनवॉइस %1 बिलिंग को लौटाएँ</translation>
    </message>
    <message>
        <source>Return to billing</source>
        <translation>बिलिंग को लौटाएँ</translation>
    </message>
    <message>
        <source>Return to billing…</source>
        <translation>बिलिंग को लौटाएँ…</translation>
    </message>
    <message>
        <source>Returnable: comes back as it is</source>
        <translation>वापसी वाला माल: वैसा ही लौटता है</translation>
    </message>
    <message>
        <source>Rev</source>
        <translation>REV</translation>
    </message>
    <message>
        <source>Reverse charge</source>
        <translation>रिवर्स चार्ज</translation>
    </message>
    <message>
        <source>Review queue</source>
        <translation>समीक्षा सूची</translation>
    </message>
    <message>
        <source>Revise…</source>
        <translation>संशोधन करें…</translation>
    </message>
    <message>
        <source>Revoke a key</source>
        <translation>कुंजी रद्द करें</translation>
    </message>
    <message>
        <source>Revoke the key</source>
        <translation>कुंजी रद्द करें</translation>
    </message>
    <message>
        <source>Revoke the key of %1?</source>
        <translation>%1 की कुंजी रद्द करें?</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>रद्द करें…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>भूमिका</translation>
    </message>
    <message>
        <source>Role of %1</source>
        <translation>%1 की भूमिका</translation>
    </message>
    <message>
        <source>Role…</source>
        <translation>भूमिका…</translation>
    </message>
    <message>
        <source>Round off</source>
        <translation>राउंड ऑफ़</translation>
    </message>
    <message>
        <source>Round the total of an invoice to the rupee</source>
        <translation>इनवॉइस का कुल रुपये में राउंड करें</translation>
    </message>
    <message>
        <source>Round the total to the rupee</source>
        <translation>कुल को रुपये में राउंड करें</translation>
    </message>
    <message>
        <source>Rounded to the rupee</source>
        <translation>पूरे रुपये तक राउंड</translation>
    </message>
    <message>
        <source>Rounding and tax</source>
        <translation>राउंड ऑफ़ और टैक्स</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>लाइनें</translation>
    </message>
    <message>
        <source>Rows of lists</source>
        <translation>सूची की लाइनें</translation>
    </message>
    <message>
        <source>Rupees for one unit; sums such as 1200*3 are worked out</source>
        <translation>एक इकाई के रुपये; 1200*3 जैसे हिसाब भी लिख सकते हैं</translation>
    </message>
    <message>
        <source>SENSTOSALES_SMTP_URL names %1 for this computer: mail goes through that one, whatever stands here.</source>
        <translation>इस कंप्यूटर के लिए SENSTOSALES_SMTP_URL में %1 दर्ज है: मेल उसी से जाती है, यहाँ चाहे कुछ भी लिखा हो।</translation>
    </message>
    <message>
        <source>SGST ₹</source>
        <translation>SGST ₹</translation>
    </message>
    <message>
        <source>SGST/UTGST ₹</source>
        <translation>SGST/UTGST ₹</translation>
    </message>
    <message>
        <source>SRV %1</source>
        <translation>SRV %1</translation>
    </message>
    <message>
        <source>SRV date</source>
        <translation>SRV तारीख़</translation>
    </message>
    <message>
        <source>SRV item</source>
        <translation>SRV आइटम</translation>
    </message>
    <message>
        <source>SRV number</source>
        <translation>SRV नंबर</translation>
    </message>
    <message>
        <source>SRVs</source>
        <translation>SRV</translation>
    </message>
    <message>
        <source>SRVs say</source>
        <translation>SRV के अनुसार</translation>
    </message>
    <message>
        <source>SRVs with no order</source>
        <translation>बिना ऑर्डर के SRV</translation>
    </message>
    <message>
        <source>STARTTLS, usually port 587</source>
        <translation>STARTTLS, आम तौर पर पोर्ट 587</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>बिक्री</translation>
    </message>
    <message>
        <source>Sales by month</source>
        <translation>माहवार बिक्री</translation>
    </message>
    <message>
        <source>Sales by month, with GST</source>
        <translation>माहवार बिक्री, GST सहित</translation>
    </message>
    <message>
        <source>Sales in %1</source>
        <translation>बिक्री, %1</translation>
    </message>
    <message>
        <source>Sales in %1 %2</source>
        <translation>बिक्री, %1 %2</translation>
    </message>
    <message>
        <source>Sales of the year</source>
        <translation>वर्ष की बिक्री</translation>
    </message>
    <message>
        <source>Sales this month</source>
        <translation>इस महीने की बिक्री</translation>
    </message>
    <message>
        <source>Salesman</source>
        <translation>सेल्समैन</translation>
    </message>
    <message>
        <source>Sample books</source>
        <translation>नमूना बही</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>शनिवार</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>सेव करें</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 सेव करें</translation>
    </message>
    <message>
        <source>Save %1 as PDFs</source>
        <translation>%1 अलग-अलग PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save %1 as one PDF</source>
        <translation>%1 एक PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save (%1)</source>
        <translation>सेव करें (%1)</translation>
    </message>
    <message>
        <source>Save a copy as…</source>
        <translation>प्रति कहीं सेव करें…</translation>
    </message>
    <message>
        <source>Save a copy of the books</source>
        <translation>बही की प्रति सेव करें</translation>
    </message>
    <message>
        <source>Save a copy of the marked file</source>
        <translation>चुनी हुई फ़ाइल की प्रति सेव करें</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save as PDFs in a folder…</source>
        <translation>फ़ोल्डर में अलग-अलग PDF सेव करें…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDF में सेव करें…</translation>
    </message>
    <message>
        <source>Save as a draft</source>
        <translation>ड्राफ्ट के रूप में सेव करें</translation>
    </message>
    <message>
        <source>Save as a draft (%1)</source>
        <translation>ड्राफ्ट के रूप में सेव करें (%1)</translation>
    </message>
    <message>
        <source>Save as one PDF</source>
        <translation>एक PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save as one PDF…</source>
        <translation>एक PDF में सेव करें…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>इस नाम से सेव करें…</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>बदलाव सेव करें</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>ड्राफ्ट सेव करें</translation>
    </message>
    <message>
        <source>Save each of the marked papers as a PDF of its own</source>
        <translation>चुने हुए हर काग़ज़ को अलग PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save expense</source>
        <translation>ख़र्च सेव करें</translation>
    </message>
    <message>
        <source>Save first; then it is sent to the address it comes from</source>
        <translation>पहले सेव करें; फिर यह भेजने वाले पते पर ही भेजी जाएगी</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>नोट सेव करें</translation>
    </message>
    <message>
        <source>Save party</source>
        <translation>पार्टी सेव करें</translation>
    </message>
    <message>
        <source>Save payment</source>
        <translation>भुगतान सेव करें</translation>
    </message>
    <message>
        <source>Save payment (%1)</source>
        <translation>भुगतान सेव करें (%1)</translation>
    </message>
    <message>
        <source>Save product</source>
        <translation>प्रोडक्ट सेव करें</translation>
    </message>
    <message>
        <source>Save the PDF and open the mail program</source>
        <translation>PDF सेव करें और मेल प्रोग्राम खोलें</translation>
    </message>
    <message>
        <source>Save the PDF to be attached</source>
        <translation>मेल में लगाने के लिए PDF सेव करें</translation>
    </message>
    <message>
        <source>Save the SRV page from the portal and drop it anywhere on this window, or press Ctrl+I. It finds its order, challan and invoice by itself.</source>
        <translation>पोर्टल से SRV पेज सेव करें और इस विंडो पर कहीं भी छोड़ें, या Ctrl+I दबाएँ। वह अपना ऑर्डर, चालान और इनवॉइस ख़ुद ढूँढ़ लेता है।</translation>
    </message>
    <message>
        <source>Save the challan as an Excel workbook</source>
        <translation>चालान Excel वर्कबुक में सेव करें</translation>
    </message>
    <message>
        <source>Save the copies chosen last as PDF</source>
        <translation>पिछली बार चुनी प्रतियाँ PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save the correction</source>
        <translation>सुधार सेव करें</translation>
    </message>
    <message>
        <source>Save the marked papers as one PDF, in the order of the list</source>
        <translation>चुने हुए काग़ज़ात सूची के क्रम में एक PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save the paper as PDF, in the copies and the design chosen last</source>
        <translation>काग़ज़ PDF में सेव करें, पिछली बार चुनी प्रतियों और डिज़ाइन में</translation>
    </message>
    <message>
        <source>Save the paper as an Excel workbook</source>
        <translation>काग़ज़ Excel वर्कबुक में सेव करें</translation>
    </message>
    <message>
        <source>Save the statement as PDF</source>
        <translation>खाता विवरण PDF में सेव करें</translation>
    </message>
    <message>
        <source>Save the statement as an Excel workbook</source>
        <translation>खाता विवरण Excel वर्कबुक में सेव करें</translation>
    </message>
    <message>
        <source>Save this report as a workbook</source>
        <translation>यह रिपोर्ट वर्कबुक में सेव करें</translation>
    </message>
    <message>
        <source>Save what is seen as a file (Ctrl+S)</source>
        <translation>जो दिख रहा है वह फ़ाइल में सेव करें (Ctrl+S)</translation>
    </message>
    <message>
        <source>Save, and go on to Settings</source>
        <translation>सेव करें और सेटिंग पर जाएँ</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 नाम से सेव हो गया।</translation>
    </message>
    <message>
        <source>Saved pages of the portal are imported, everything else is kept</source>
        <translation>पोर्टल के सेव किए पेज इम्पोर्ट होते हैं, बाक़ी सब रख लिया जाता है</translation>
    </message>
    <message>
        <source>Saved. Bank, logo and number styles are in File &gt; Settings.</source>
        <translation>सेव हो गया। बैंक, लोगो और नंबर का ढंग फ़ाइल &gt; सेटिंग में हैं।</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>सेव करें…</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>%1 सेव हो रहा है</translation>
    </message>
    <message>
        <source>Saving one PDF</source>
        <translation>एक PDF सेव हो रहा है</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>सेव हो रहा है…</translation>
    </message>
    <message>
        <source>Say that you have looked at the marked deviation</source>
        <translation>बताएँ कि चुना हुआ अंतर देख लिया है</translation>
    </message>
    <message>
        <source>Say that you have looked at the marked deviations</source>
        <translation>बताएँ कि चुने हुए अंतर देख लिए हैं</translation>
    </message>
    <message>
        <source>Say what is charged.</source>
        <translation>बताएँ कि शुल्क किस बात का है।</translation>
    </message>
    <message>
        <source>Say what it is.</source>
        <translation>बताएँ कि यह क्या है।</translation>
    </message>
    <message>
        <source>Say where the goods go.</source>
        <translation>बताएँ कि माल कहाँ जाएगा।</translation>
    </message>
    <message>
        <source>Say why; the reason stays with the paper.</source>
        <translation>कारण बताएँ; वह काग़ज़ के साथ रहता है।</translation>
    </message>
    <message>
        <source>Say yourself how much of the marked lot has gone, and why</source>
        <translation>ख़ुद बताएँ कि चुने हुए लॉट का कितना माल जा चुका है, और क्यों</translation>
    </message>
    <message>
        <source>Say yourself how much of this lot has gone, and why</source>
        <translation>ख़ुद बताएँ कि इस लॉट का कितना माल जा चुका है, और क्यों</translation>
    </message>
    <message>
        <source>Scan it here</source>
        <translation>यहाँ स्कैन करें</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>डिलीवरी कार्यक्रम</translation>
    </message>
    <message>
        <source>Sections of the paper</source>
        <translation>काग़ज़ के भाग</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>सुरक्षा</translation>
    </message>
    <message>
        <source>See this paper in all designs, side by side (Ctrl+D)</source>
        <translation>इस काग़ज़ के सब डिज़ाइन साथ-साथ देखें (Ctrl+D)</translation>
    </message>
    <message>
        <source>See this report as pages</source>
        <translation>यह रिपोर्ट पेज के रूप में देखें</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>भेजें</translation>
    </message>
    <message>
        <source>Send a trial mail</source>
        <translation>जाँच के लिए मेल भेजें</translation>
    </message>
    <message>
        <source>Send all pending</source>
        <translation>सारा बाक़ी भेजें</translation>
    </message>
    <message>
        <source>Send all rejected</source>
        <translation>सारा अस्वीकृत भेजें</translation>
    </message>
    <message>
        <source>Send rejected goods again…</source>
        <translation>अस्वीकृत माल की बदली भेजें…</translation>
    </message>
    <message>
        <source>Send the challan by e-mail, its PDF attached</source>
        <translation>चालान ई-मेल करें, PDF साथ लगी हुई</translation>
    </message>
    <message>
        <source>Send the invitation again</source>
        <translation>बुलावा फिर भेजें</translation>
    </message>
    <message>
        <source>Send the marked letter at once, also one that failed</source>
        <translation>चुना हुआ पत्र तुरंत भेजें, वह भी जो नहीं जा सका था</translation>
    </message>
    <message>
        <source>Send the paper by e-mail, its PDF attached</source>
        <translation>काग़ज़ ई-मेल से भेजें, PDF साथ लगाकर</translation>
    </message>
    <message>
        <source>Send what is seen by e-mail (%1)</source>
        <translation>जो दिख रहा है वह ई-मेल करें (%1)</translation>
    </message>
    <message>
        <source>Send whole %1, not a part of one.</source>
        <translation>%1 पूरे भेजें, अधूरा नहीं।</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>भेजा जा रहा है…</translation>
    </message>
    <message>
        <source>SenstoSales %1</source>
        <translation>SenstoSales %1</translation>
    </message>
    <message>
        <source>SenstoSales %1, Qt %2</source>
        <translation>SenstoSales %1, Qt %2</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>भेजा</translation>
    </message>
    <message>
        <source>Sent for</source>
        <translation>किस काम के लिए</translation>
    </message>
    <message>
        <source>Sent from</source>
        <translation>भेजने वाला पता</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>किसको भेजा</translation>
    </message>
    <message>
        <source>Sent, or next try</source>
        <translation>भेजा, या अगली कोशिश</translation>
    </message>
    <message>
        <source>September</source>
        <translation>सितंबर</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>सर्वर</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>सर्वर %1</translation>
    </message>
    <message>
        <source>Set a password…</source>
        <translation>पासवर्ड तय करें…</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>हाथ से लिखा</translation>
    </message>
    <message>
        <source>Set by hand…</source>
        <translation>हाथ से लिखें…</translation>
    </message>
    <message>
        <source>Set delivered by hand…</source>
        <translation>डिलीवर मात्रा हाथ से लिखें…</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>पासवर्ड तय करें</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Settings saved.</source>
        <translation>सेटिंग सेव हो गई।</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>सेटिंग…</translation>
    </message>
    <message>
        <source>Settle oldest first</source>
        <translation>पुराने पहले निपटाएँ</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>निपटा</translation>
    </message>
    <message>
        <source>Settled together</source>
        <translation>कुल निपटा</translation>
    </message>
    <message>
        <source>Several with commas between</source>
        <translation>एक से ज़्यादा हों तो बीच में कॉमा लगाएँ</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>हिस्सा</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>शेल्फ़</translation>
    </message>
    <message>
        <source>Short supply</source>
        <translation>कम माल भेजा</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>देखें</translation>
    </message>
    <message>
        <source>Show a month or a year; “Nov 2025” or “2024-25” can be typed, too</source>
        <translation>कोई महीना या वर्ष देखें; “Nov 2025” या “2024-25” लिख भी सकते हैं</translation>
    </message>
    <message>
        <source>Show again what was done to everything</source>
        <translation>फिर से सब बदलाव देखें</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>सब देखें</translation>
    </message>
    <message>
        <source>Show all %1</source>
        <translation>सभी %1 देखें</translation>
    </message>
    <message>
        <source>Show all that is overdue as a list</source>
        <translation>जिनका समय निकल चुका उन सबकी सूची देखें</translation>
    </message>
    <message>
        <source>Show all that was done to it and to its lines: when, by whom, before and after</source>
        <translation>इसमें और इसकी पंक्तियों में जो कुछ हुआ वह देखें: कब, किसने, पहले और बाद में</translation>
    </message>
    <message>
        <source>Show all years</source>
        <translation>सभी वर्ष देखें</translation>
    </message>
    <message>
        <source>Show all: %1</source>
        <translation>सब देखें: %1</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>देखें</translation>
    </message>
    <message>
        <source>Show only invoices that are %1 old</source>
        <translation>केवल %1 पुराने इनवॉइस देखें</translation>
    </message>
    <message>
        <source>Show only some statuses</source>
        <translation>केवल कुछ स्थितियाँ देखें</translation>
    </message>
    <message>
        <source>Show only what was done to the same paper, party … and its lines</source>
        <translation>केवल वही देखें जो इसी काग़ज़, पार्टी … और उसकी पंक्तियों में हुआ</translation>
    </message>
    <message>
        <source>Show parties that may be one: same GSTIN, name, e-mail or phone</source>
        <translation>वे पार्टियाँ देखें जो एक ही हो सकती हैं: वही GSTIN, नाम, ई-मेल या फ़ोन</translation>
    </message>
    <message>
        <source>Show the account of this party</source>
        <translation>इस पार्टी का खाता देखें</translation>
    </message>
    <message>
        <source>Show the invoice as it will be printed, in the Invoices tab</source>
        <translation>इनवॉइस जैसा छपेगा वैसा “इनवॉइस” टैब में देखें</translation>
    </message>
    <message>
        <source>Show the keys of other programs</source>
        <translation>दूसरे प्रोग्रामों की कुंजियाँ देखें</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>सूची देखें</translation>
    </message>
    <message>
        <source>Show the list: %1</source>
        <translation>सूची देखें: %1</translation>
    </message>
    <message>
        <source>Show the lots as a list to filter, sort and export</source>
        <translation>लॉट सूची में देखें: छाँटें, क्रम में लगाएँ, एक्सपोर्ट करें</translation>
    </message>
    <message>
        <source>Show the lots by days of a month</source>
        <translation>महीने के दिनों में लॉट देखें</translation>
    </message>
    <message>
        <source>Show the marked file in the program this desktop has for it</source>
        <translation>चुनी हुई फ़ाइल उसी प्रोग्राम में देखें जो इस कंप्यूटर पर उसके लिए है</translation>
    </message>
    <message>
        <source>Show the marked page as it was imported</source>
        <translation>चुना हुआ पेज वैसा ही देखें जैसा इम्पोर्ट हुआ था</translation>
    </message>
    <message>
        <source>Show the order of the marked lot</source>
        <translation>चुने हुए लॉट का ऑर्डर देखें</translation>
    </message>
    <message>
        <source>Show the party in the Parties tab</source>
        <translation>पार्टी को “पार्टियाँ” टैब में देखें</translation>
    </message>
    <message>
        <source>Show the portal's page as it was imported</source>
        <translation>पोर्टल का पेज वैसा ही देखें जैसा इम्पोर्ट हुआ था</translation>
    </message>
    <message>
        <source>Show what became of the last import</source>
        <translation>पिछले इम्पोर्ट का क्या हुआ, देखें</translation>
    </message>
    <message>
        <source>Show what came in</source>
        <translation>मिले भुगतान देखें</translation>
    </message>
    <message>
        <source>Show what is not paid, by age</source>
        <translation>देखें कि क्या चुकता नहीं हुआ, कितने दिन का है</translation>
    </message>
    <message>
        <source>Show what waits to be sent or told</source>
        <translation>देखें क्या भेजना या बताना बाक़ी है</translation>
    </message>
    <message>
        <source>Show what was changed, as it is now</source>
        <translation>जो बदला उसे अभी जैसा है वैसा देखें</translation>
    </message>
    <message>
        <source>Show what was spent month by month</source>
        <translation>माहवार देखें कि कितना ख़र्च हुआ</translation>
    </message>
    <message>
        <source>Show who has an account</source>
        <translation>देखें किसका खाता है</translation>
    </message>
    <message>
        <source>Show who is logged in over REST</source>
        <translation>देखें REST से कौन लॉग-इन है</translation>
    </message>
    <message>
        <source>Show who owes how much, and the account of a party</source>
        <translation>देखें किस पर कितना बकाया है, और पार्टी का खाता</translation>
    </message>
    <message>
        <source>Sign-up</source>
        <translation>साइन-अप</translation>
    </message>
    <message>
        <source>Since the date of the invoice</source>
        <translation>इनवॉइस की तारीख़ से अब तक</translation>
    </message>
    <message>
        <source>Sit down</source>
        <translation>यहाँ बैठें</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>आकार</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>छोटा</translation>
    </message>
    <message>
        <source>Some entries need another look.</source>
        <translation>कुछ प्रविष्टियाँ फिर देखनी होंगी।</translation>
    </message>
    <message>
        <source>Somebody else has changed this %1 meanwhile. What you typed stands here but cannot be saved over it.</source>
        <translation>इस बीच किसी और ने यह %1 बदल दिया। आपका लिखा यहाँ है, पर उस पर सेव नहीं हो सकता।</translation>
    </message>
    <message>
        <source>Something is entered here</source>
        <translation>यहाँ कुछ लिखा है</translation>
    </message>
    <message>
        <source>Something is still to be checked</source>
        <translation>कुछ अभी जाँचना बाक़ी है</translation>
    </message>
    <message>
        <source>Something is wrong with the invoice: say what, and billing looks at it</source>
        <translation>इनवॉइस में कुछ ग़लत है: बताएँ क्या, बिलिंग उसे देखेगी</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>कुछ गड़बड़ हुई</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>प्रोग्राम में कुछ गड़बड़ हुई</translation>
    </message>
    <message>
        <source>Spread the money received over the invoices, the oldest first (%1)</source>
        <translation>मिली राशि इनवॉइस में बाँटें, सबसे पुराने पहले (%1)</translation>
    </message>
    <message>
        <source>Stands above “Authorised signatory”. PNG or JPEG on white, at most 2 MB</source>
        <translation>“Authorised signatory” के ऊपर छपता है। सफ़ेद पर PNG या JPEG, ज़्यादा से ज़्यादा 2 MB</translation>
    </message>
    <message>
        <source>Stands at</source>
        <translation>अभी कहाँ</translation>
    </message>
    <message>
        <source>Stands at the head of every paper. PNG or JPEG, at most 2 MB</source>
        <translation>हर काग़ज़ के ऊपर छपता है। PNG या JPEG, ज़्यादा से ज़्यादा 2 MB</translation>
    </message>
    <message>
        <source>Stands beside the signature. PNG or JPEG on white, at most 2 MB</source>
        <translation>हस्ताक्षर के पास छपती है। सफ़ेद पर PNG या JPEG, ज़्यादा से ज़्यादा 2 MB</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>शुरू करें</translation>
    </message>
    <message>
        <source>Start packing</source>
        <translation>पैकिंग शुरू करें</translation>
    </message>
    <message>
        <source>Start picking</source>
        <translation>माल निकालना शुरू करें</translation>
    </message>
    <message>
        <source>State</source>
        <translation>राज्य</translation>
    </message>
    <message>
        <source>Stated</source>
        <translation>लिखा है</translation>
    </message>
    <message>
        <source>Statement of account, %1</source>
        <translation>खाता विवरण, %1</translation>
    </message>
    <message>
        <source>Statement of account…</source>
        <translation>खाता विवरण…</translation>
    </message>
    <message>
        <source>Statement…</source>
        <translation>खाता विवरण…</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>स्थिति</translation>
    </message>
    <message>
        <source>Status (%1)</source>
        <translation>स्थिति (%1)</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>कौन रहेगी</translation>
    </message>
    <message>
        <source>Stays open ₹</source>
        <translation>बकाया रहेगा ₹</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>चरण</translation>
    </message>
    <message>
        <source>Still at work</source>
        <translation>काम अभी चल रहा है</translation>
    </message>
    <message>
        <source>Stock now</source>
        <translation>अभी स्टॉक</translation>
    </message>
    <message>
        <source>Stock then</source>
        <translation>तब स्टॉक</translation>
    </message>
    <message>
        <source>Stock, newest first</source>
        <translation>स्टॉक, नया पहले</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Stop after the page that is being read; what is done stays done</source>
        <translation>जो पेज पढ़ा जा रहा है उसके बाद रोकें; जो हो चुका वह बना रहेगा</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>रोककर बंद करें</translation>
    </message>
    <message>
        <source>Stopped. What is listed here is in the books; the rest is not.</source>
        <translation>रोका गया। जो यहाँ सूची में है वह बही में आ गया; बाक़ी नहीं।</translation>
    </message>
    <message>
        <source>Stopped: %1 was not looked through to the end.</source>
        <translation>रोका गया: %1 को अंत तक नहीं देखा गया।</translation>
    </message>
    <message>
        <source>Stopped: %1 was not written.</source>
        <translation>रोका गया: %1 नहीं लिखी गई।</translation>
    </message>
    <message>
        <source>Strangers may sign up over REST</source>
        <translation>बाहर के लोग REST से साइन-अप कर सकते हैं</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>विषय</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>रविवार</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>सप्लायर</translation>
    </message>
    <message>
        <source>Supplier code</source>
        <translation>सप्लायर कोड</translation>
    </message>
    <message>
        <source>Supplier: we buy from him</source>
        <translation>सप्लायर: उससे हम ख़रीदते हैं</translation>
    </message>
    <message>
        <source>Supply</source>
        <translation>आपूर्ति</translation>
    </message>
    <message>
        <source>TCS on</source>
        <translation>TCS किस पर</translation>
    </message>
    <message>
        <source>TLS from the first byte, usually port 465</source>
        <translation>शुरू से ही TLS, आम तौर पर पोर्ट 465</translation>
    </message>
    <message>
        <source>Take an expense away that is none</source>
        <translation>जो ख़र्च था ही नहीं उसे हटाएँ</translation>
    </message>
    <message>
        <source>Take back what you saved last, where that may be</source>
        <translation>जो पिछला सेव किया उसे वापस लें, जहाँ हो सके</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>वापस लें</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>रद्दी से निकालें</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>निकालें</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>इस्तेमाल से हटाएँ</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>निकालें…</translation>
    </message>
    <message>
        <source>Take the line away</source>
        <translation>पंक्ति हटाएँ</translation>
    </message>
    <message>
        <source>Take the lines away</source>
        <translation>पंक्तियाँ हटाएँ</translation>
    </message>
    <message>
        <source>Take the marked file off the order; it can be put back</source>
        <translation>चुनी हुई फ़ाइल ऑर्डर से हटाएँ; वापस रखी जा सकती है</translation>
    </message>
    <message>
        <source>Take the payment back; what it settled is open again</source>
        <translation>भुगतान वापस लें; इससे जो निपटा था वह फिर बकाया हो जाएगा</translation>
    </message>
    <message>
        <source>Take the product off the list; papers that name it keep their words</source>
        <translation>प्रोडक्ट सूची से हटाएँ; जिन काग़ज़ात में उसका नाम है वे वैसे ही रहते हैं</translation>
    </message>
    <message>
        <source>Taken off</source>
        <translation>घटाया गया</translation>
    </message>
    <message>
        <source>Taken out</source>
        <translation>निकाला गया</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>टैक्स</translation>
    </message>
    <message>
        <source>Tax and price</source>
        <translation>टैक्स और क़ीमत</translation>
    </message>
    <message>
        <source>Tax by HSN</source>
        <translation>HSN के अनुसार टैक्स</translation>
    </message>
    <message>
        <source>Tax charged too high</source>
        <translation>टैक्स ज़्यादा लगा</translation>
    </message>
    <message>
        <source>Tax charged too low</source>
        <translation>टैक्स कम लगा</translation>
    </message>
    <message>
        <source>Tax invoice</source>
        <translation>टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>Tax invoice named</source>
        <translation>SRV में लिखा टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>Tax paid by the buyer</source>
        <translation>टैक्स जो ख़रीदार भरेगा</translation>
    </message>
    <message>
        <source>Tax ₹</source>
        <translation>टैक्स ₹</translation>
    </message>
    <message>
        <source>Taxable value</source>
        <translation>कर योग्य मूल्य</translation>
    </message>
    <message>
        <source>Taxable ₹</source>
        <translation>कर योग्य ₹</translation>
    </message>
    <message>
        <source>Tell each code only to the person it is for, and only when you are sure that it is they who ask. Codes are mailed once a server is named in File &gt; Settings &gt; Mail.</source>
        <translation>हर कोड केवल उसी को बताएँ जिसका है, और तभी जब पक्का हो कि माँगने वाला वही है। फ़ाइल &gt; सेटिंग &gt; मेल में सर्वर लिखते ही कोड मेल से जाते हैं।</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>शर्तें</translation>
    </message>
    <message>
        <source>Terms and notes</source>
        <translation>शर्तें और नोट</translation>
    </message>
    <message>
        <source>Terms of delivery</source>
        <translation>डिलीवरी की शर्तें</translation>
    </message>
    <message>
        <source>Test certificates</source>
        <translation>टेस्ट सर्टिफ़िकेट</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>संदेश</translation>
    </message>
    <message>
        <source>Text of the guarantee</source>
        <translation>गारंटी का मज़मून</translation>
    </message>
    <message>
        <source>Texts of several lines</source>
        <translation>कई पंक्तियों वाले टेक्स्ट</translation>
    </message>
    <message>
        <source>That is too long for an amount.</source>
        <translation>राशि के लिए यह बहुत लंबा है।</translation>
    </message>
    <message>
        <source>The %1 alone</source>
        <translation>केवल %1</translation>
    </message>
    <message>
        <source>The audit trail: everything that was made, changed or removed, when and by whom</source>
        <translation>ऑडिट ट्रेल: जो कुछ बना, बदला या हटा, कब और किसने किया</translation>
    </message>
    <message>
        <source>The backup is in the books. What was there before is kept as a backup too.</source>
        <translation>बैकअप बही में आ गया। पहले जो था वह भी बैकअप के रूप में रखा है।</translation>
    </message>
    <message>
        <source>The backup is made and proved.</source>
        <translation>बैकअप बन गया और जाँच लिया गया।</translation>
    </message>
    <message>
        <source>The books cannot be opened</source>
        <translation>बही खुल नहीं सकी</translation>
    </message>
    <message>
        <source>The buyer</source>
        <translation>ख़रीदार</translation>
    </message>
    <message>
        <source>The buyer owes less</source>
        <translation>ख़रीदार का देना घटता है</translation>
    </message>
    <message>
        <source>The buyer owes more</source>
        <translation>ख़रीदार का देना बढ़ता है</translation>
    </message>
    <message>
        <source>The buyer pays the tax himself</source>
        <translation>ख़रीदार ख़ुद टैक्स भरता है</translation>
    </message>
    <message>
        <source>The buyer's letterhead: his numbers, not yours</source>
        <translation>ख़रीदार का लेटरहेड: उसके नंबर, आपके नहीं</translation>
    </message>
    <message>
        <source>The buyer's state</source>
        <translation>ख़रीदार का राज्य</translation>
    </message>
    <message>
        <source>The buyer's, or your own</source>
        <translation>ख़रीदार का, या अपना</translation>
    </message>
    <message>
        <source>The choice is remembered for papers of this kind. Nothing else changes.</source>
        <translation>यह पसंद इस तरह के काग़ज़ात के लिए याद रहेगी। और कुछ नहीं बदलता।</translation>
    </message>
    <message>
        <source>The code for %1 is copied.</source>
        <translation>%1 का कोड कॉपी हो गया।</translation>
    </message>
    <message>
        <source>The copy is made and proved: %1</source>
        <translation>प्रति बन गई और जाँच ली गई: %1</translation>
    </message>
    <message>
        <source>The customer</source>
        <translation>ग्राहक</translation>
    </message>
    <message>
        <source>The customer does not take it</source>
        <translation>ग्राहक को मंज़ूर नहीं है</translation>
    </message>
    <message>
        <source>The customer has been sent the quotation; from now on its validity runs</source>
        <translation>कोटेशन ग्राहक को भेज दिया गया; उसकी मान्यता अब से गिनी जाती है</translation>
    </message>
    <message>
        <source>The customer has sent a purchase order: challans and invoices follow it.</source>
        <translation>ग्राहक ने परचेज़ ऑर्डर भेजा है: चालान और इनवॉइस उसी से बनेंगे।</translation>
    </message>
    <message>
        <source>The customer takes it: make an order or an invoice of it, now or later</source>
        <translation>ग्राहक को मंज़ूर है: इससे ऑर्डर या इनवॉइस बनाएँ, अभी या बाद में</translation>
    </message>
    <message>
        <source>The discount is that of the whole invoice: lower it with the goods.</source>
        <translation>छूट पूरे इनवॉइस की है: माल के साथ उसे भी घटाएँ।</translation>
    </message>
    <message>
        <source>The draft %1 is thrown away; its number is free again.</source>
        <translation>ड्राफ्ट %1 फेंक दिया गया; उसका नंबर फिर ख़ाली है।</translation>
    </message>
    <message>
        <source>The draft of %1 %2 is back.</source>
        <translation>%1 %2 का ड्राफ्ट वापस आ गया।</translation>
    </message>
    <message>
        <source>The earlier page that the marked one is compared with</source>
        <translation>पहले का पेज, जिससे चुने हुए की तुलना होती है</translation>
    </message>
    <message>
        <source>The expense</source>
        <translation>ख़र्च का विवरण</translation>
    </message>
    <message>
        <source>The figures come when the entries marked in red are right.</source>
        <translation>लाल निशान वाली प्रविष्टियाँ सही होने पर आँकड़े आएँगे।</translation>
    </message>
    <message>
        <source>The financial year that lists and figures show (Alt+F2)</source>
        <translation>सूचियों और आँकड़ों का वित्तीय वर्ष (Alt+F2)</translation>
    </message>
    <message>
        <source>The first order page says who you are too.</source>
        <translation>पहले ऑर्डर के पेज से भी पता चल जाता है कि आप कौन हैं।</translation>
    </message>
    <message>
        <source>The goods of a challan without an order have arrived</source>
        <translation>बिना ऑर्डर के चालान का माल पहुँच गया</translation>
    </message>
    <message>
        <source>The invitation is in the outbox.</source>
        <translation>बुलावा आउटबॉक्स में है।</translation>
    </message>
    <message>
        <source>The invoice of an order is made from its delivery challan. An invoice without an order is written here.</source>
        <translation>ऑर्डर का इनवॉइस उसके डिलीवरी चालान से बनता है। बिना ऑर्डर का इनवॉइस यहाँ लिखा जाता है।</translation>
    </message>
    <message>
        <source>The invoices below take ₹ %1 more than this.</source>
        <translation>नीचे के इनवॉइस इससे ₹ %1 ज़्यादा ले रहे हैं।</translation>
    </message>
    <message>
        <source>The key of %1</source>
        <translation>%1 की कुंजी</translation>
    </message>
    <message>
        <source>The key of %1 opens nothing any more.</source>
        <translation>%1 की कुंजी से अब कुछ नहीं खुलता।</translation>
    </message>
    <message>
        <source>The lines you typed stand beside invoice %1.</source>
        <translation>इनवॉइस %1 चुना है, पर पंक्तियाँ आपकी लिखी हुई हैं।</translation>
    </message>
    <message>
        <source>The log file has the details.</source>
        <translation>पूरा ब्योरा लॉग फ़ाइल में है।</translation>
    </message>
    <message>
        <source>The log-in of %1 at the door “%2” ends at once. They may log in again; to keep somebody out, disable the account.</source>
        <translation>%1 का “%2” वाला लॉग-इन तुरंत समाप्त हो जाएगा। फिर से लॉग-इन हो सकता है; किसी को बाहर रखना हो तो खाता बंद करें।</translation>
    </message>
    <message>
        <source>The mail to %1 (%2)</source>
        <translation>%1 को मेल (%2)</translation>
    </message>
    <message>
        <source>The mail to %1 is in the outbox.</source>
        <translation>%1 के नाम की मेल आउटबॉक्स में है।</translation>
    </message>
    <message>
        <source>The mail to %1 is not sent.</source>
        <translation>%1 की मेल नहीं भेजी जाएगी।</translation>
    </message>
    <message>
        <source>The mail to %1 is tried again.</source>
        <translation>%1 की मेल फिर से भेजी जा रही है।</translation>
    </message>
    <message>
        <source>The month after</source>
        <translation>अगला महीना</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>पिछला महीना</translation>
    </message>
    <message>
        <source>The next step of picking, packing and delivery</source>
        <translation>पिकिंग, पैकिंग और डिलीवरी का अगला चरण</translation>
    </message>
    <message>
        <source>The note is deleted.</source>
        <translation>नोट हटा दिया गया।</translation>
    </message>
    <message>
        <source>The number stays used and the paper is kept, marked as cancelled.</source>
        <translation>नंबर इस्तेमाल हुआ ही माना जाएगा और काग़ज़ “रद्द” लिखकर रखा जाएगा।</translation>
    </message>
    <message>
        <source>The other one; type a part of its name</source>
        <translation>दूसरी पार्टी; नाम का कोई हिस्सा लिखें</translation>
    </message>
    <message>
        <source>The other tabs</source>
        <translation>बाक़ी टैब</translation>
    </message>
    <message>
        <source>The page has no remarks.</source>
        <translation>पेज पर कोई टिप्पणी नहीं है।</translation>
    </message>
    <message>
        <source>The pages could not be made.</source>
        <translation>पेज नहीं बन सके।</translation>
    </message>
    <message>
        <source>The payment</source>
        <translation>भुगतान का विवरण</translation>
    </message>
    <message>
        <source>The payment is saved.</source>
        <translation>भुगतान सेव हो गया।</translation>
    </message>
    <message>
        <source>The payment of %1 is deleted; what it settled is open again.</source>
        <translation>%1 का भुगतान हटा दिया गया; इससे जो निपटा था वह फिर बकाया है।</translation>
    </message>
    <message>
        <source>The picture cannot be read: %1.</source>
        <translation>चित्र पढ़ा नहीं जा सका: %1।</translation>
    </message>
    <message>
        <source>The portal says</source>
        <translation>पोर्टल के अनुसार</translation>
    </message>
    <message>
        <source>The price contains GST (Space changes it)</source>
        <translation>क़ीमत में GST शामिल है (Space से बदलता है)</translation>
    </message>
    <message>
        <source>The printer %1 cannot be reached. Look whether it is switched on, or choose another one.</source>
        <translation>प्रिंटर %1 से संपर्क नहीं हो रहा। देखें कि वह चालू है या नहीं, या दूसरा चुनें।</translation>
    </message>
    <message>
        <source>The product</source>
        <translation>प्रोडक्ट का विवरण</translation>
    </message>
    <message>
        <source>The same party twice: let everything belong to one of the two</source>
        <translation>एक ही पार्टी दो बार: सब कुछ दोनों में से एक का कर दें</translation>
    </message>
    <message>
        <source>The sample books are ready. Try anything: nothing here is kept.</source>
        <translation>नमूना बही तैयार है। कुछ भी करके देखें: यहाँ का कुछ रखा नहीं जाता।</translation>
    </message>
    <message>
        <source>The server has taken a mail to %1. Look whether it arrives.</source>
        <translation>सर्वर ने %1 के नाम की मेल ले ली है। देखें कि पहुँची या नहीं।</translation>
    </message>
    <message>
        <source>The state, unless goods go to another one</source>
        <translation>राज्य, जब तक माल कहीं और न जाए</translation>
    </message>
    <message>
        <source>The sum “%1” is not complete.</source>
        <translation>हिसाब “%1” पूरा नहीं है।</translation>
    </message>
    <message>
        <source>The tax is worked out when the entries marked in red are right.</source>
        <translation>लाल निशान वाली प्रविष्टियाँ सही होने पर टैक्स निकलेगा।</translation>
    </message>
    <message>
        <source>The taxable value</source>
        <translation>कर योग्य मूल्य</translation>
    </message>
    <message>
        <source>The unfinished %1 lies in the bin.</source>
        <translation>अधूरा %1 रद्दी में है।</translation>
    </message>
    <message>
        <source>The value with GST</source>
        <translation>GST सहित मूल्य</translation>
    </message>
    <message>
        <source>The whole account</source>
        <translation>पूरा खाता</translation>
    </message>
    <message>
        <source>The window in this language; papers stay English</source>
        <translation>विंडो इस भाषा में; काग़ज़ात अंग्रेज़ी में ही रहेंगे</translation>
    </message>
    <message>
        <source>The window is closed and opened again in it. Papers stay English.</source>
        <translation>विंडो बंद होकर इसी भाषा में फिर खुलेगी। काग़ज़ात अंग्रेज़ी में ही रहेंगे।</translation>
    </message>
    <message>
        <source>Their order</source>
        <translation>उनका ऑर्डर</translation>
    </message>
    <message>
        <source>Their order number</source>
        <translation>उनका ऑर्डर नंबर</translation>
    </message>
    <message>
        <source>Their order's date</source>
        <translation>उनके ऑर्डर की तारीख़</translation>
    </message>
    <message>
        <source>Their password</source>
        <translation>उनका पासवर्ड</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>थीम</translation>
    </message>
    <message>
        <source>There are %1 by the books.</source>
        <translation>बही के अनुसार %1 हैं।</translation>
    </message>
    <message>
        <source>There is no day “%1” in the calendar.</source>
        <translation>“%1” नाम का कोई दिन कैलेंडर में नहीं है।</translation>
    </message>
    <message>
        <source>There may be two of this one</source>
        <translation>यह शायद दो बार दर्ज है</translation>
    </message>
    <message>
        <source>These are new, empty books. Say whose they are: it stands at the head of every challan and invoice. All of it can be changed later in Settings.</source>
        <translation>यह नई, ख़ाली बही है। बताएँ यह किसकी है: यही नाम हर चालान और इनवॉइस के ऊपर छपता है। बाद में सब कुछ सेटिंग में बदल सकते हैं।</translation>
    </message>
    <message>
        <source>They get a letter with a code to set a password with, good for 3 days. Without a mail server the code stands under “Codes and letters”: tell it to them.</source>
        <translation>उन्हें पत्र में पासवर्ड बनाने का कोड मिलता है, जो 3 दिन चलता है। मेल सर्वर न हो तो कोड “कोड और पत्र” में मिलेगा: उन्हें बता दें।</translation>
    </message>
    <message>
        <source>This %1, not in %2.</source>
        <translation>यह %1, %2 में नहीं।</translation>
    </message>
    <message>
        <source>This cannot be less than zero.</source>
        <translation>यह शून्य से कम नहीं हो सकता।</translation>
    </message>
    <message>
        <source>This computer only</source>
        <translation>केवल यही कंप्यूटर</translation>
    </message>
    <message>
        <source>This day lies before the first one.</source>
        <translation>यह तारीख़ शुरू की तारीख़ से पहले की है।</translation>
    </message>
    <message>
        <source>This desktop has no program that opens %1. Save it and open it elsewhere.</source>
        <translation>इस कंप्यूटर पर %1 खोलने वाला कोई प्रोग्राम नहीं है। सेव करके कहीं और खोलें।</translation>
    </message>
    <message>
        <source>This dispatch</source>
        <translation>इस बार</translation>
    </message>
    <message>
        <source>This is impossibly many.</source>
        <translation>इतने हो ही नहीं सकते।</translation>
    </message>
    <message>
        <source>This is impossibly much.</source>
        <translation>इतना हो ही नहीं सकता।</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>यह ज़रूरी है।</translation>
    </message>
    <message>
        <source>This is not the same password.</source>
        <translation>यह वही पासवर्ड नहीं है।</translation>
    </message>
    <message>
        <source>This key shall open nothing any more</source>
        <translation>इस कुंजी से अब कुछ न खुले</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>इस महीने</translation>
    </message>
    <message>
        <source>This page changed nothing that stood in the books before.</source>
        <translation>इस पेज से बही में पहले लिखा कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>This page is older than what is held; it changed nothing.</source>
        <translation>यह पेज मौजूदा से पुराना है; इससे कुछ नहीं बदला।</translation>
    </message>
    <message>
        <source>This payment was changed elsewhere meanwhile. Copy what you need, cancel, and open it again.</source>
        <translation>यह भुगतान इस बीच कहीं और बदल गया। जो चाहिए वह कॉपी करें, “रहने दें” दबाएँ, और फिर से खोलें।</translation>
    </message>
    <message>
        <source>This payment was deleted elsewhere meanwhile.</source>
        <translation>यह भुगतान इस बीच कहीं और हटा दिया गया।</translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation>यह चित्र दिखाया नहीं जा सकता</translation>
    </message>
    <message>
        <source>This takes effect at once, on this machine only.</source>
        <translation>यह तुरंत लागू होता है, केवल इस कंप्यूटर पर।</translation>
    </message>
    <message>
        <source>This was changed elsewhere after you had typed what stands here. Compare before you save: saving puts your entries in place of what is there now.</source>
        <translation>आपके लिखने के बाद यह कहीं और बदल गया। सेव करने से पहले मिला लें: सेव करने पर जो अभी वहाँ है उसकी जगह आपका लिखा आ जाएगा।</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>इस वर्ष</translation>
    </message>
    <message>
        <source>This year, %1</source>
        <translation>इस वर्ष, %1</translation>
    </message>
    <message>
        <source>Throw %1 away?</source>
        <translation>%1 फेंकें?</translation>
    </message>
    <message>
        <source>Throw a draft away; it was never issued, so its number is free again</source>
        <translation>ड्राफ्ट फेंकें; वह कभी जारी नहीं हुआ, इसलिए नंबर फिर ख़ाली हो जाता है</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>फेंकें</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>फेंक दें</translation>
    </message>
    <message>
        <source>Throw the %1 away</source>
        <translation>%1 फेंकें</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>ड्राफ्ट फेंकें</translation>
    </message>
    <message>
        <source>Throw the draft away…</source>
        <translation>ड्राफ्ट फेंकें…</translation>
    </message>
    <message>
        <source>Thrown away</source>
        <translation>फेंका हुआ</translation>
    </message>
    <message>
        <source>Thrown away when you close this window</source>
        <translation>यह विंडो बंद करते ही फेंक दिया जाता है</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>गुरुवार</translation>
    </message>
    <message>
        <source>Tick or untick a box</source>
        <translation>बॉक्स पर टिक लगाएँ या हटाएँ</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>टाइमलाइन</translation>
    </message>
    <message>
        <source>Timeline of the order</source>
        <translation>ऑर्डर की टाइमलाइन</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>शीर्षक</translation>
    </message>
    <message>
        <source>To</source>
        <translation>किसको</translation>
    </message>
    <message>
        <source>To be back by</source>
        <translation>वापसी की तारीख़</translation>
    </message>
    <message>
        <source>To be decided by</source>
        <translation>फ़ैसले की तारीख़</translation>
    </message>
    <message>
        <source>To be replaced</source>
        <translation>बदली देनी है</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>करने के काम</translation>
    </message>
    <message>
        <source>To finance</source>
        <translation>फ़ाइनेंस को भेजा</translation>
    </message>
    <message>
        <source>To the next field</source>
        <translation>अगले फ़ील्ड पर</translation>
    </message>
    <message>
        <source>To the next field, from an empty line or one only passed</source>
        <translation>ख़ाली या सिर्फ़ पार की गई पंक्ति से अगले ख़ाने में</translation>
    </message>
    <message>
        <source>To the party above</source>
        <translation>ऊपर वाली पार्टी को</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>Today, in the calendar</source>
        <translation>आज, कैलेंडर में</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>कुल</translation>
    </message>
    <message>
        <source>Together ₹</source>
        <translation>कुल ₹</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>कुल</translation>
    </message>
    <message>
        <source>Total value</source>
        <translation>कुल मूल्य</translation>
    </message>
    <message>
        <source>Total ₹</source>
        <translation>कुल ₹</translation>
    </message>
    <message>
        <source>Transporter</source>
        <translation>ट्रांसपोर्टर</translation>
    </message>
    <message>
        <source>Transporter ID</source>
        <translation>ट्रांसपोर्टर ID</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>अभी फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>मंगलवार</translation>
    </message>
    <message>
        <source>Turn to the next part of the order</source>
        <translation>ऑर्डर के अगले भाग पर जाएँ</translation>
    </message>
    <message>
        <source>Turn to the part of the order before</source>
        <translation>ऑर्डर के पिछले भाग पर जाएँ</translation>
    </message>
    <message>
        <source>Two parties that are one</source>
        <translation>दो पार्टियाँ जो एक हैं</translation>
    </message>
    <message>
        <source>Type a number, a name, a material, a drawing, words of a remark.
Or say what to do:
    dc 6644012      invoice for challan 55      print invoice 45
    pay 45      statement bhel      history of invoice 45
    new quotation      go payments</source>
        <translation>नंबर, नाम, मटीरियल, ड्रॉइंग, या टिप्पणी के शब्द लिखें।
या बताएँ क्या करना है:
    dc 6644012      invoice for challan 55      print invoice 45
    pay 45      statement bhel      history of invoice 45
    new quotation      go payments</translation>
    </message>
    <message>
        <source>Type a word or a material code: what the books know is offered</source>
        <translation>कोई शब्द या मटीरियल कोड लिखें: बही में जो है वह सुझाया जाता है</translation>
    </message>
    <message>
        <source>Type the goods, or paste a table from Excel (Ctrl+V). What the books know is offered.</source>
        <translation>माल लिखें, या Excel से तालिका पेस्ट करें (Ctrl+V)। बही में जो है वह सुझाया जाता है।</translation>
    </message>
    <message>
        <source>Type the money received first; it is then spread over the invoices.</source>
        <translation>पहले मिली राशि लिखें; फिर वह इनवॉइस में बाँट दी जाती है।</translation>
    </message>
    <message>
        <source>Typed once for a material, then remembered</source>
        <translation>मटीरियल के लिए एक बार लिखें, फिर याद रहता है</translation>
    </message>
    <message>
        <source>Typing goods</source>
        <translation>माल लिखते समय</translation>
    </message>
    <message>
        <source>UPI ID</source>
        <translation>UPI ID</translation>
    </message>
    <message>
        <source>UTR or cheque number</source>
        <translation>UTR या चेक नंबर</translation>
    </message>
    <message>
        <source>Udyam number</source>
        <translation>उद्यम नंबर</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>पहले जैसा करें</translation>
    </message>
    <message>
        <source>Undo last change</source>
        <translation>पहले जैसा करें: पिछला बदलाव</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>पहले जैसा करें: पिछला बदलाव</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>पहले जैसा करें: %1</translation>
    </message>
    <message>
        <source>Undo: %1?</source>
        <translation>पहले जैसा करें: %1?</translation>
    </message>
    <message>
        <source>Unfinished and thrown away</source>
        <translation>अधूरे और फेंके हुए</translation>
    </message>
    <message>
        <source>Unfinished and thrown away…</source>
        <translation>अधूरे और फेंके हुए…</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>इकाई</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>चुनाव हटाएँ</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>यूज़र नाम</translation>
    </message>
    <message>
        <source>Users and keys</source>
        <translation>यूज़र और कुंजियाँ</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>कब तक मान्य</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>मूल्य</translation>
    </message>
    <message>
        <source>Value of %1 open orders</source>
        <translation>%1 खुले ऑर्डर का मूल्य</translation>
    </message>
    <message>
        <source>Value of open orders</source>
        <translation>खुले ऑर्डर का मूल्य</translation>
    </message>
    <message>
        <source>Value ₹</source>
        <translation>मूल्य ₹</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>गाड़ी</translation>
    </message>
    <message>
        <source>Vehicle number</source>
        <translation>गाड़ी नंबर</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>जाँचा गया</translation>
    </message>
    <message>
        <source>Verify the marked one</source>
        <translation>चुना हुआ जाँचें</translation>
    </message>
    <message>
        <source>Verify the newest backups, and put back the first one that is whole.</source>
        <translation>नए बैकअप जाँचें, और जो पहला पूरा निकले उसे वापस लाएँ।</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>वर्शन</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>वर्शन</translation>
    </message>
    <message>
        <source>View</source>
        <translation>देखें</translation>
    </message>
    <message>
        <source>Viewer: sees everything, changes nothing</source>
        <translation>दर्शक: सब देखता है, कुछ नहीं बदलता</translation>
    </message>
    <message>
        <source>Waiting to be told or sent, and what was sent</source>
        <translation>बताना या भेजना बाक़ी है, और जो भेजा गया</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>तरीक़ा</translation>
    </message>
    <message>
        <source>Web pages allowed</source>
        <translation>अनुमति वाले वेब पेज</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>वेबसाइट</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>बुधवार</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>स्वागत है</translation>
    </message>
    <message>
        <source>Welcome to SenstoSales</source>
        <translation>SenstoSales में स्वागत है</translation>
    </message>
    <message>
        <source>Went on</source>
        <translation>किस चालान पर गया</translation>
    </message>
    <message>
        <source>What</source>
        <translation>क्या</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>इसका क्या हुआ</translation>
    </message>
    <message>
        <source>What came back changed</source>
        <translation>वापसी के बाद क्या बदला</translation>
    </message>
    <message>
        <source>What came in, or with a minus what went out</source>
        <translation>जो आया, या माइनस के साथ जो गया</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>आप क्या करना चाहते हैं?</translation>
    </message>
    <message>
        <source>What does not agree</source>
        <translation>क्या मेल नहीं खाता</translation>
    </message>
    <message>
        <source>What else can be done (Alt+M)</source>
        <translation>और क्या कर सकते हैं (Alt+M)</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>आगे क्या होगा</translation>
    </message>
    <message>
        <source>What follows quotation %1?</source>
        <translation>कोटेशन %1 के बाद क्या बनेगा?</translation>
    </message>
    <message>
        <source>What for, to whom</source>
        <translation>किसलिए, किसको</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>क्या हुआ</translation>
    </message>
    <message>
        <source>What is done at this desk bears this name in the audit trail, and only what their role allows can be done.</source>
        <translation>इस डेस्क पर किया काम ऑडिट ट्रेल में इसी नाम से लिखा जाएगा, और वही हो सकेगा जिसकी इनकी भूमिका अनुमति देती है।</translation>
    </message>
    <message>
        <source>What is pending counts from your word and no longer from the challans, until you take it back. Your name, the time and the reason are kept.</source>
        <translation>बाक़ी का हिसाब अब आपकी बात से होगा, चालान से नहीं, जब तक आप इसे वापस न लें। आपका नाम, समय और कारण रखे जाते हैं।</translation>
    </message>
    <message>
        <source>What is printed beside it</source>
        <translation>इसके साथ क्या छपेगा</translation>
    </message>
    <message>
        <source>What is reported as done stays done; the rest can be done again.</source>
        <translation>जो हुआ बताया गया वह हो चुका; बाक़ी फिर से कर सकते हैं।</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>क्या भेजा जा रहा है</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>क्या बदला</translation>
    </message>
    <message>
        <source>What it held when it was removed</source>
        <translation>हटाते समय इसमें क्या था</translation>
    </message>
    <message>
        <source>What it settles</source>
        <translation>इससे क्या निपटा</translation>
    </message>
    <message>
        <source>What it was made with</source>
        <translation>बनाते समय क्या लिखा था</translation>
    </message>
    <message>
        <source>What may still be dispatched</source>
        <translation>अब कितना भेज सकते हैं</translation>
    </message>
    <message>
        <source>What may still be sent</source>
        <translation>अब कितना भेज सकते हैं</translation>
    </message>
    <message>
        <source>What stands in the way</source>
        <translation>क्या रुकावट है</translation>
    </message>
    <message>
        <source>What the books know</source>
        <translation>बही में जो दर्ज है</translation>
    </message>
    <message>
        <source>What the mail server said</source>
        <translation>मेल सर्वर का जवाब</translation>
    </message>
    <message>
        <source>What the page says adds up, and the SRVs fit our papers.</source>
        <translation>पेज के आँकड़े ठीक जुड़ते हैं, और SRV हमारे काग़ज़ात से मिलते हैं।</translation>
    </message>
    <message>
        <source>What the program is made with</source>
        <translation>प्रोग्राम किन चीज़ों से बना है</translation>
    </message>
    <message>
        <source>What this payment can settle</source>
        <translation>यह भुगतान किन्हें निपटा सकता है</translation>
    </message>
    <message>
        <source>What was agreed on the phone, whom to ask, what to remember</source>
        <translation>फ़ोन पर क्या तय हुआ, किससे पूछना है, क्या याद रखना है</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>क्या बदला गया</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>क्या मिला</translation>
    </message>
    <message>
        <source>What was put right</source>
        <translation>क्या सुधारा गया</translation>
    </message>
    <message>
        <source>What was typed and thrown away stays here for %1 days. Drafts in the bin are in the books and stay.</source>
        <translation>लिखकर फेंका हुआ यहाँ %1 दिन रहता है। रद्दी के ड्राफ्ट बही में हैं और बने रहते हैं।</translation>
    </message>
    <message>
        <source>What will move</source>
        <translation>क्या-क्या जाएगा</translation>
    </message>
    <message>
        <source>What you make or sell</source>
        <translation>जो आप बनाते या बेचते हैं</translation>
    </message>
    <message>
        <source>What you type cannot be kept on this computer (%1). Save your forms before you leave them.</source>
        <translation>आपका लिखा इस कंप्यूटर पर नहीं रखा जा सकता (%1)। फ़ॉर्म छोड़ने से पहले सेव करें।</translation>
    </message>
    <message>
        <source>What you typed is not saved.</source>
        <translation>आपका लिखा सेव नहीं हुआ है।</translation>
    </message>
    <message>
        <source>What's new</source>
        <translation>नया क्या है</translation>
    </message>
    <message>
        <source>When</source>
        <translation>कब</translation>
    </message>
    <message>
        <source>When a page of the buyer does not agree with itself or with our papers, it is still imported, and what does not agree is listed here for you to look at.</source>
        <translation>जब ख़रीदार के पेज के आँकड़े आपस में या हमारे काग़ज़ात से नहीं मिलते, तब भी पेज इम्पोर्ट होता है, और जो नहीं मिलता वह आपके देखने के लिए यहाँ आता है।</translation>
    </message>
    <message>
        <source>When the return of a month is filed, or the accounts of a year are audited, close the books until its last day. From then on nobody makes, changes, cancels or deletes a challan, an invoice, a note, a payment, an expense or a stock entry of that day or before, here or over REST.</source>
        <translation>जब महीने का रिटर्न भर जाए, या साल के खातों का ऑडिट हो जाए, तो बही उसके आख़िरी दिन तक बंद कर दें। तब उस दिन या उससे पहले का चालान, इनवॉइस, नोट, भुगतान, ख़र्च या स्टॉक की प्रविष्टि कोई न बना सकता है, न बदल, रद्द या हटा सकता है, न यहाँ से, न REST से।</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>कहाँ</translation>
    </message>
    <message>
        <source>Which business?</source>
        <translation>कौन सी फ़र्म?</translation>
    </message>
    <message>
        <source>Which design?</source>
        <translation>कौन सा डिज़ाइन?</translation>
    </message>
    <message>
        <source>Which of the rarer columns are shown</source>
        <translation>कम काम आने वाले कौन से कॉलम दिखें</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>कौन</translation>
    </message>
    <message>
        <source>Who changed this?</source>
        <translation>यह किसने बदला?</translation>
    </message>
    <message>
        <source>Who changed what</source>
        <translation>किसने क्या बदला</translation>
    </message>
    <message>
        <source>Who is at this desk</source>
        <translation>इस डेस्क पर कौन है</translation>
    </message>
    <message>
        <source>Who is at this desk…</source>
        <translation>इस डेस्क पर कौन है…</translation>
    </message>
    <message>
        <source>Whoever logs in over REST stands here until the log-in expires or is ended.</source>
        <translation>REST से लॉग-इन करने वाला यहाँ तब तक दिखता है जब तक लॉग-इन की अवधि पूरी न हो या उसे समाप्त न किया जाए।</translation>
    </message>
    <message>
        <source>Whoever signs up gets a business of their own in these books and sees nothing of yours. People of the office are invited in Users and keys.</source>
        <translation>जो साइन-अप करे उसे इस बही में अपनी अलग फ़र्म मिलती है और आपका कुछ नहीं दिखता। ऑफ़िस के लोगों को “यूज़र और कुंजियाँ” में बुलाएँ।</translation>
    </message>
    <message>
        <source>Whoever sits at this computer needs none. People who work over REST, from another program or a telephone, are invited here.</source>
        <translation>जो इस कंप्यूटर पर बैठे उसे खाते की ज़रूरत नहीं। जो REST से, दूसरे प्रोग्राम या फ़ोन से काम करें, उन्हें यहाँ बुलाएँ।</translation>
    </message>
    <message>
        <source>Whoever uses this computer, as owner</source>
        <translation>जो भी यह कंप्यूटर चलाए, मालिक के तौर पर</translation>
    </message>
    <message>
        <source>Whole item</source>
        <translation>पूरा आइटम</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>किससे पूछें</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>क्यों</translation>
    </message>
    <message>
        <source>Why it came back</source>
        <translation>वापस क्यों आया</translation>
    </message>
    <message>
        <source>Why no tax</source>
        <translation>टैक्स क्यों नहीं</translation>
    </message>
    <message>
        <source>Why the goods move</source>
        <translation>माल क्यों जा रहा है</translation>
    </message>
    <message>
        <source>Why this tax</source>
        <translation>यह टैक्स क्यों</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>विंडो</translation>
    </message>
    <message>
        <source>With a UPI ID every invoice bears a QR code to pay it by.</source>
        <translation>UPI ID हो तो हर इनवॉइस पर भुगतान का QR कोड छपता है।</translation>
    </message>
    <message>
        <source>With a department's number, its orders are billed under this GSTIN</source>
        <translation>विभाग का नंबर हो तो उसके ऑर्डर इसी GSTIN पर बिल होते हैं</translation>
    </message>
    <message>
        <source>With a minus where we owed the party</source>
        <translation>जहाँ हमें पार्टी को देना था वहाँ माइनस लगाएँ</translation>
    </message>
    <message>
        <source>With us</source>
        <translation>हमारे साथ</translation>
    </message>
    <message>
        <source>Work in another business of these books, or add one</source>
        <translation>इस बही की दूसरी फ़र्म में काम करें, या नई जोड़ें</translation>
    </message>
    <message>
        <source>Work under a name of your own, in your role</source>
        <translation>अपने नाम से, अपनी भूमिका में काम करें</translation>
    </message>
    <message>
        <source>Works or department</source>
        <translation>कारख़ाना या विभाग</translation>
    </message>
    <message>
        <source>Worth</source>
        <translation>स्टॉक का मूल्य</translation>
    </message>
    <message>
        <source>Write a bill of supply, for goods or buyers that bear no GST</source>
        <translation>बिल ऑफ़ सप्लाई लिखें, ऐसे माल या ख़रीदार के लिए जिन पर GST नहीं लगता</translation>
    </message>
    <message>
        <source>Write a credit note on the invoice: the buyer owes less</source>
        <translation>इनवॉइस पर क्रेडिट नोट लिखें: ख़रीदार का देना घटता है</translation>
    </message>
    <message>
        <source>Write a debit note on the invoice: the buyer owes more</source>
        <translation>इनवॉइस पर डेबिट नोट लिखें: ख़रीदार का देना बढ़ता है</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>नोट लिखें</translation>
    </message>
    <message>
        <source>Write an invoice without an order</source>
        <translation>बिना ऑर्डर का इनवॉइस लिखें</translation>
    </message>
    <message>
        <source>Write down what was agreed about this order</source>
        <translation>इस ऑर्डर के बारे में जो तय हुआ वह लिख लें</translation>
    </message>
    <message>
        <source>Write the invoice</source>
        <translation>इनवॉइस लिखें</translation>
    </message>
    <message>
        <source>Write what you offer</source>
        <translation>अपना प्रस्ताव लिखें</translation>
    </message>
    <message>
        <source>Write what you offer and until when. When the customer accepts, an order or an invoice is made of it without typing it again.</source>
        <translation>लिखें कि आप क्या दे रहे हैं और कब तक। ग्राहक के मंज़ूर करने पर उसी से, दोबारा लिखे बिना, ऑर्डर या इनवॉइस बन जाता है।</translation>
    </message>
    <message>
        <source>Writing a paper</source>
        <translation>काग़ज़ लिखते समय</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>कब लिखा</translation>
    </message>
    <message>
        <source>You can go on working meanwhile</source>
        <translation>इस बीच आप काम जारी रख सकते हैं</translation>
    </message>
    <message>
        <source>Your books are safe: nothing half-done was saved. You can go on working. If it happens again, send the text below to whoever looks after the program.%1</source>
        <translation>आपकी बही सुरक्षित है: अधूरा कुछ सेव नहीं हुआ। आप काम जारी रख सकते हैं। फिर ऐसा हो तो नीचे का संदेश उन्हें भेजें जो प्रोग्राम की देखभाल करते हैं।%1</translation>
    </message>
    <message>
        <source>Your office</source>
        <translation>आपका ऑफ़िस</translation>
    </message>
    <message>
        <source>Your word now</source>
        <translation>अब आपके अनुसार</translation>
    </message>
    <message>
        <source>Zero or empty: not sent with this challan</source>
        <translation>शून्य या ख़ाली: इस चालान में नहीं भेजा जाएगा</translation>
    </message>
    <message>
        <source>a balance of ₹ %1 %2</source>
        <translation>शेष ₹ %1 %2</translation>
    </message>
    <message>
        <source>a file each</source>
        <translation>हर एक की अलग फ़ाइल</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>क़रीब %1 मि. बाक़ी</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>लगभग %1 सेकंड बाक़ी</translation>
    </message>
    <message>
        <source>amd. %1</source>
        <translation>संशोधन %1</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>और %1</translation>
    </message>
    <message>
        <source>at</source>
        <translation>@</translation>
    </message>
    <message>
        <source>bear no GST</source>
        <translation>GST नहीं लगता</translation>
    </message>
    <message>
        <source>bill of supply</source>
        <translation>बिल ऑफ़ सप्लाई</translation>
    </message>
    <message>
        <source>by line</source>
        <translation>पंक्ति के अनुसार</translation>
    </message>
    <message>
        <source>cannot be changed, only cancelled with a reason</source>
        <translation>बदला नहीं जा सकता, केवल कारण देकर रद्द हो सकता है</translation>
    </message>
    <message>
        <source>challan quantity</source>
        <translation>चालान मात्रा</translation>
    </message>
    <message>
        <source>change of %1</source>
        <translation>%1 में बदलाव</translation>
    </message>
    <message>
        <source>change of %1 %2</source>
        <translation>%1 %2 में बदलाव</translation>
    </message>
    <message>
        <source>change of party %1</source>
        <translation>पार्टी %1 में बदलाव</translation>
    </message>
    <message>
        <source>change of the expense of %1</source>
        <translation>%1 के ख़र्च में बदलाव</translation>
    </message>
    <message>
        <source>change of the payment of %1</source>
        <translation>%1 के भुगतान में बदलाव</translation>
    </message>
    <message>
        <source>corrects invoice %1 of %2</source>
        <translation>%2 के इनवॉइस %1 का सुधार</translation>
    </message>
    <message>
        <source>credit note</source>
        <translation>क्रेडिट नोट</translation>
    </message>
    <message>
        <source>credit note date</source>
        <translation>क्रेडिट नोट की तारीख़</translation>
    </message>
    <message>
        <source>crore</source>
        <translation>करोड़</translation>
    </message>
    <message>
        <source>debit note</source>
        <translation>डेबिट नोट</translation>
    </message>
    <message>
        <source>default buyer</source>
        <translation>डिफ़ॉल्ट ख़रीदार</translation>
    </message>
    <message>
        <source>delivery date</source>
        <translation>डिलीवरी तारीख़</translation>
    </message>
    <message>
        <source>department %1</source>
        <translation>विभाग %1</translation>
    </message>
    <message>
        <source>dispatch papers</source>
        <translation>डिस्पैच के काग़ज़ात</translation>
    </message>
    <message>
        <source>due soon</source>
        <translation>जल्द देय</translation>
    </message>
    <message>
        <source>entered by %1</source>
        <translation>%1 ने दर्ज किया</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>प्रविष्टि %1</translation>
    </message>
    <message>
        <source>entry allowed</source>
        <translation>प्रवेश की अनुमति</translation>
    </message>
    <message>
        <source>entry allowed until</source>
        <translation>प्रवेश कब तक</translation>
    </message>
    <message>
        <source>exchange rate</source>
        <translation>विनिमय दर</translation>
    </message>
    <message>
        <source>for example %1</source>
        <translation>जैसे %1</translation>
    </message>
    <message>
        <source>for one</source>
        <translation>एक के लिए</translation>
    </message>
    <message>
        <source>for one %1</source>
        <translation>एक %1 के लिए</translation>
    </message>
    <message>
        <source>guarantee certificate</source>
        <translation>गारंटी सर्टिफ़िकेट</translation>
    </message>
    <message>
        <source>has no unit</source>
        <translation>बिना इकाई का है</translation>
    </message>
    <message>
        <source>in its favour</source>
        <translation>उसके पक्ष में</translation>
    </message>
    <message>
        <source>in the party's favour</source>
        <translation>पार्टी के पक्ष में</translation>
    </message>
    <message>
        <source>inspection by</source>
        <translation>निरीक्षण किसका</translation>
    </message>
    <message>
        <source>invoice for challan %1</source>
        <translation>चालान %1 का इनवॉइस</translation>
    </message>
    <message>
        <source>is being packed</source>
        <translation>का माल पैक हो रहा है</translation>
    </message>
    <message>
        <source>is being picked</source>
        <translation>का माल निकाला जा रहा है</translation>
    </message>
    <message>
        <source>is counted</source>
        <translation>गिना गया</translation>
    </message>
    <message>
        <source>is counted in %1</source>
        <translation>%1 में गिना जाता है</translation>
    </message>
    <message>
        <source>is delivered</source>
        <translation>का माल पहुँच गया</translation>
    </message>
    <message>
        <source>is dispatched</source>
        <translation>का माल भेजा गया</translation>
    </message>
    <message>
        <source>is issued</source>
        <translation>जारी हुआ</translation>
    </message>
    <message>
        <source>is kept as a draft</source>
        <translation>ड्राफ्ट के रूप में रखा गया</translation>
    </message>
    <message>
        <source>is marked as declined</source>
        <translation>नामंज़ूर माना गया</translation>
    </message>
    <message>
        <source>is marked as sent</source>
        <translation>भेजा हुआ माना गया</translation>
    </message>
    <message>
        <source>is packed</source>
        <translation>का माल पैक हो गया</translation>
    </message>
    <message>
        <source>is picked</source>
        <translation>का माल निकल गया</translation>
    </message>
    <message>
        <source>is taken in</source>
        <translation>लिया गया</translation>
    </message>
    <message>
        <source>is taken out</source>
        <translation>निकाला गया</translation>
    </message>
    <message>
        <source>issued by</source>
        <translation>जारीकर्ता</translation>
    </message>
    <message>
        <source>issuer's phone</source>
        <translation>जारीकर्ता का फ़ोन</translation>
    </message>
    <message>
        <source>issuer's post</source>
        <translation>जारीकर्ता का पद</translation>
    </message>
    <message>
        <source>item %1</source>
        <translation>आइटम %1</translation>
    </message>
    <message>
        <source>item %1 lot %2</source>
        <translation>आइटम %1 लॉट %2</translation>
    </message>
    <message>
        <source>lakh</source>
        <translation>लाख</translation>
    </message>
    <message>
        <source>last month</source>
        <translation>पिछले महीने</translation>
    </message>
    <message>
        <source>last year</source>
        <translation>पिछले वर्ष</translation>
    </message>
    <message>
        <source>material category</source>
        <translation>मटीरियल श्रेणी</translation>
    </message>
    <message>
        <source>material code</source>
        <translation>मटीरियल कोड</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>मि.से.</translation>
    </message>
    <message>
        <source>names order %1</source>
        <translation>इसमें ऑर्डर %1 लिखा है</translation>
    </message>
    <message>
        <source>net value</source>
        <translation>शुद्ध मूल्य</translation>
    </message>
    <message>
        <source>no longer on the page</source>
        <translation>पेज पर अब नहीं है</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>नहीं लिखा</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>अभी कोई नहीं</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>पता नहीं</translation>
    </message>
    <message>
        <source>not known: billed as an unregistered buyer</source>
        <translation>पता नहीं: अपंजीकृत ख़रीदार मानकर बिल बनेगा</translation>
    </message>
    <message>
        <source>not of this business</source>
        <translation>इस फ़र्म में नहीं</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>रजिस्टर्ड नहीं</translation>
    </message>
    <message>
        <source>not whole</source>
        <translation>पूरा नहीं</translation>
    </message>
    <message>
        <source>nothing due</source>
        <translation>कुछ देय नहीं</translation>
    </message>
    <message>
        <source>nothing sent</source>
        <translation>कुछ नहीं भेजा</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>अभी कुछ नहीं</translation>
    </message>
    <message>
        <source>of</source>
        <translation>/</translation>
    </message>
    <message>
        <source>of it on invoices</source>
        <translation>इसमें से इनवॉइस पर</translation>
    </message>
    <message>
        <source>on</source>
        <translation>तारीख़</translation>
    </message>
    <message>
        <source>on account</source>
        <translation>खाते में</translation>
    </message>
    <message>
        <source>on invoice %1</source>
        <translation>इनवॉइस %1 पर</translation>
    </message>
    <message>
        <source>one file</source>
        <translation>एक फ़ाइल</translation>
    </message>
    <message>
        <source>open now</source>
        <translation>अभी खुली है</translation>
    </message>
    <message>
        <source>order %1</source>
        <translation>ऑर्डर %1</translation>
    </message>
    <message>
        <source>order type</source>
        <translation>ऑर्डर का प्रकार</translation>
    </message>
    <message>
        <source>ordered quantity</source>
        <translation>ऑर्डर मात्रा</translation>
    </message>
    <message>
        <source>owed to us</source>
        <translation>हमें मिलना है</translation>
    </message>
    <message>
        <source>packing slip</source>
        <translation>पैकिंग स्लिप</translation>
    </message>
    <message>
        <source>payment of %1</source>
        <translation>%1 का भुगतान</translation>
    </message>
    <message>
        <source>payment of a party</source>
        <translation>पार्टी का भुगतान</translation>
    </message>
    <message>
        <source>payment of an invoice</source>
        <translation>इनवॉइस का भुगतान</translation>
    </message>
    <message>
        <source>payment terms</source>
        <translation>भुगतान की शर्तें</translation>
    </message>
    <message>
        <source>quotation date</source>
        <translation>कोटेशन की तारीख़</translation>
    </message>
    <message>
        <source>rate contract</source>
        <translation>रेट कॉन्ट्रैक्ट</translation>
    </message>
    <message>
        <source>received quantity</source>
        <translation>मिली मात्रा</translation>
    </message>
    <message>
        <source>replaced by REV %1</source>
        <translation>इसकी जगह REV %1</translation>
    </message>
    <message>
        <source>replacement challan</source>
        <translation>बदली का चालान</translation>
    </message>
    <message>
        <source>replacement of rejected goods</source>
        <translation>अस्वीकृत माल की बदली</translation>
    </message>
    <message>
        <source>see its text</source>
        <translation>इसका पाठ देखें</translation>
    </message>
    <message>
        <source>some include GST, others do not</source>
        <translation>कुछ में GST शामिल, कुछ में नहीं</translation>
    </message>
    <message>
        <source>statement of account</source>
        <translation>खाता विवरण</translation>
    </message>
    <message>
        <source>status at the buyer</source>
        <translation>ख़रीदार के यहाँ स्थिति</translation>
    </message>
    <message>
        <source>stopping after this page</source>
        <translation>इस पेज के बाद रुकेगा</translation>
    </message>
    <message>
        <source>such as The Senior Manager (Stores)</source>
        <translation>जैसे The Senior Manager (Stores)</translation>
    </message>
    <message>
        <source>such as box of 10</source>
        <translation>जैसे 10 का डिब्बा</translation>
    </message>
    <message>
        <source>such as yearly count</source>
        <translation>जैसे सालाना गिनती</translation>
    </message>
    <message>
        <source>supplier code</source>
        <translation>सप्लायर कोड</translation>
    </message>
    <message>
        <source>taxable value</source>
        <translation>कर योग्य मूल्य</translation>
    </message>
    <message>
        <source>the backup of %1</source>
        <translation>%1 का बैकअप</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>शुरुआत से</translation>
    </message>
    <message>
        <source>the books</source>
        <translation>बही</translation>
    </message>
    <message>
        <source>the challans count again</source>
        <translation>फिर चालान ही गिने जाएँगे</translation>
    </message>
    <message>
        <source>the printer</source>
        <translation>प्रिंटर</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>वही</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>इस महीने</translation>
    </message>
    <message>
        <source>this year</source>
        <translation>इस वर्ष</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>%1 से</translation>
    </message>
    <message>
        <source>to</source>
        <translation>तक</translation>
    </message>
    <message>
        <source>to be paid until %1</source>
        <translation>%1 तक भुगतान करना है</translation>
    </message>
    <message>
        <source>today</source>
        <translation>आज</translation>
    </message>
    <message>
        <source>today, 15, 15/3, 05-Mar-2026, +7. F2 opens the calendar.</source>
        <translation>today (आज), 15, 15/3, 05-Mar-2026, +7। F2 से कैलेंडर खुलता है।</translation>
    </message>
    <message>
        <source>total value</source>
        <translation>कुल मूल्य</translation>
    </message>
    <message>
        <source>valid until %1</source>
        <translation>%1 तक मान्य</translation>
    </message>
    <message>
        <source>value with GST</source>
        <translation>GST सहित मूल्य</translation>
    </message>
    <message>
        <source>whole: it and the entries beside it are as written</source>
        <translation>पूरा: यह और इसके पास की प्रविष्टियाँ वैसी ही हैं जैसी लिखी गई थीं</translation>
    </message>
    <message>
        <source>with order %1</source>
        <translation>ऑर्डर %1 के साथ</translation>
    </message>
    <message>
        <source>without an order</source>
        <translation>बिना ऑर्डर</translation>
    </message>
    <message>
        <source>yes: the buyer pays the tax himself</source>
        <translation>हाँ: ख़रीदार ख़ुद टैक्स भरता है</translation>
    </message>
    <message>
        <source>{n} is the running number, {n:4} the same with zeros in front to four figures, {fy} the financial year. Numbers begin again at 1 every April. GST Rule 46 allows 16 characters: letters, figures, “-” and “/”. Papers already made keep their numbers.</source>
        <translation>{n} चालू नंबर है, {n:4} वही, आगे शून्य लगाकर चार अंकों का, {fy} वित्तीय वर्ष। नंबर हर साल अप्रैल में फिर 1 से शुरू होते हैं। GST नियम 46 में कुल 16 चिह्न तक चलते हैं: अक्षर, अंक, “-” और “/”। बने हुए काग़ज़ात के नंबर वही रहते हैं।</translation>
    </message>
    <message>
        <source>“%1” fits %2 of the choices: take one with the arrows.</source>
        <translation>“%1” %2 विकल्पों से मिलता है: तीर कुंजियों से एक चुनें।</translation>
    </message>
    <message>
        <source>“%1” is neither yes nor no.</source>
        <translation>“%1” न हाँ है, न नहीं।</translation>
    </message>
    <message>
        <source>“%1” is not a date such as 15/3 or 05-Mar-2026.</source>
        <translation>“%1” तारीख़ नहीं है। ऐसे लिखें: 15/3 या 05-Mar-2026।</translation>
    </message>
    <message>
        <source>“%1” is not an amount or a sum such as 1200*3.</source>
        <translation>“%1” न राशि है, न 1200*3 जैसा हिसाब।</translation>
    </message>
    <message>
        <source>“%1” is not one of the choices.</source>
        <translation>“%1” विकल्पों में नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not the address of a web page's server, such as http://localhost:3000.</source>
        <translation>“%1” किसी वेब पेज के सर्वर का पता नहीं है, जैसे http://localhost:3000।</translation>
    </message>
    <message>
        <source>“%1” of what? Write for example %2 of 5000.</source>
        <translation>“%1” किसका? जैसे %2 of 5000 लिखें।</translation>
    </message>
    <message>
        <source>What's new is told in English.</source>
        <translation>नया क्या है: यह अंग्रेज़ी में लिखा है।</translation>
    </message>
    <message>
        <source>Stopped: %1 was not printed.</source>
        <translation>रोका गया: %1 प्रिंट नहीं हुई।</translation>
    </message>
    <message>
        <source>Copying the backup</source>
        <translation>बैकअप की प्रति बन रही है</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>पेज %1</translation>
    </message>
    <message>
        <source>%1 offered. Arrow down chooses.</source>
        <translation>%1 विकल्प। नीचे वाला तीर चुनता है।</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>विकल्प</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, पंक्ति %2</translation>
    </message>
</context>
<context>
    <name>books</name>
    <message>
        <source> (after item %1)</source>
        <translation> (आइटम %1 के बाद)</translation>
    </message>
    <message>
        <source> It names no customer, so no payment could be entered.</source>
        <translation> इसमें ग्राहक का नाम नहीं है, इसलिए भुगतान दर्ज नहीं हो सका।</translation>
    </message>
    <message>
        <source> Its goods count as not sent.</source>
        <translation> इसका माल अब भेजा हुआ नहीं गिना जाएगा।</translation>
    </message>
    <message>
        <source> Some prices include GST, the others do not.</source>
        <translation> कुछ क़ीमतों में GST शामिल है, बाक़ी में नहीं।</translation>
    </message>
    <message>
        <source> The buyer pays the tax himself (reverse charge).</source>
        <translation> टैक्स ख़रीदार ख़ुद भरेगा (रिवर्स चार्ज)।</translation>
    </message>
    <message>
        <source> The prices include GST.</source>
        <translation> क़ीमतों में GST शामिल है।</translation>
    </message>
    <message>
        <source> of item %1</source>
        <translation> (आइटम %1)</translation>
    </message>
    <message>
        <source>%1

Log in as you are used to.
</source>
        <translation>%1

हमेशा की तरह लॉग-इन करें।
</translation>
    </message>
    <message>
        <source>%1 % of the taxable value ₹ %2; kept back by government and public sector buyers from contracts above ₹ %3 (%4).</source>
        <translation>कर योग्य मूल्य ₹ %2 का %1 %; सरकारी और सार्वजनिक क्षेत्र के ख़रीदार ₹ %3 से ऊपर के कॉन्ट्रैक्ट पर काटते हैं (%4)।</translation>
    </message>
    <message>
        <source>%1 % of ₹ %2, which lies above ₹ %3 of purchases in the financial year (%4).</source>
        <translation>₹ %2 का %1 %, जो वित्तीय वर्ष की ख़रीद में ₹ %3 से ऊपर है (%4)।</translation>
    </message>
    <message>
        <source>%1 %2 exists already in %3. Choose another number.</source>
        <translation>%3 में %1 %2 पहले से है। दूसरा नंबर चुनें।</translation>
    </message>
    <message>
        <source>%1 %2 exists already.</source>
        <translation>%1 %2 पहले से मौजूद है।</translation>
    </message>
    <message>
        <source>%1 %2 is cancelled already.</source>
        <translation>%1 %2 पहले से रद्द है।</translation>
    </message>
    <message>
        <source>%1 %2 is final. It can be cancelled, or put right by a note.</source>
        <translation>%1 %2 पक्का है। इसे रद्द किया जा सकता है, या नोट से ठीक किया जा सकता है।</translation>
    </message>
    <message>
        <source>%1 %2 is made from a purchase order: it can be cancelled, but not put back.</source>
        <translation>%1 %2 परचेज़ ऑर्डर से बना है: इसे रद्द कर सकते हैं, वापस नहीं रख सकते।</translation>
    </message>
    <message>
        <source>%1 %2 is made from a purchase order: its goods, prices and date are changed there.</source>
        <translation>%1 %2 परचेज़ ऑर्डर से बना है: इसका माल, क़ीमतें और तारीख़ वहीं बदलें।</translation>
    </message>
    <message>
        <source>%1 %2 is no draft any more; it can be cancelled.</source>
        <translation>%1 %2 अब ड्राफ्ट नहीं है; इसे रद्द किया जा सकता है।</translation>
    </message>
    <message>
        <source>%1 %2; %3 are too many.</source>
        <translation>%2 %1; %3 ज़्यादा है।</translation>
    </message>
    <message>
        <source>%1 %2; with ₹ %3 of this invoice that is ₹ %4 over its credit limit of ₹ %5. The invoice can be issued all the same.</source>
        <translation>%1: %2; इस इनवॉइस के ₹ %3 मिलाकर बकाया उधार सीमा ₹ %5 से ₹ %4 ऊपर जाएगा। इनवॉइस फिर भी जारी हो सकता है।</translation>
    </message>
    <message>
        <source>%1 (%2) and %3 (%4) have different PANs, so they are two taxpayers and cannot be one party.</source>
        <translation>%1 (%2) और %3 (%4) के PAN अलग हैं, इसलिए वे दो करदाता हैं और एक पार्टी नहीं हो सकते।</translation>
    </message>
    <message>
        <source>%1 Enter the payment under that party.</source>
        <translation>%1 भुगतान उसी पार्टी में दर्ज करें।</translation>
    </message>
    <message>
        <source>%1 No.</source>
        <translation>%1 नं.</translation>
    </message>
    <message>
        <source>%1 are more than the %2 ordered of item %3.</source>
        <translation>आइटम %3 का ऑर्डर %2 है, %1 उससे ज़्यादा है।</translation>
    </message>
    <message>
        <source>%1 belongs to this business already.</source>
        <translation>%1 इस फ़र्म में पहले से है।</translation>
    </message>
    <message>
        <source>%1 beside them is damaged. Delete it; everybody then has to log in again.</source>
        <translation>इसके साथ रखी फ़ाइल %1 ख़राब है। उसे हटाएँ; फिर सबको दोबारा लॉग-इन करना होगा।</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>%1 को हटाया नहीं जा सकता: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 पढ़ी नहीं जा सकी: %2।</translation>
    </message>
    <message>
        <source>%1 corrects %2. Cancel the note first.</source>
        <translation>%1 से %2 का सुधार हुआ है। पहले वह नोट रद्द करें।</translation>
    </message>
    <message>
        <source>%1 corrects %2. Delete the note first.</source>
        <translation>%1 से %2 का सुधार हुआ है। पहले वह नोट हटाएँ।</translation>
    </message>
    <message>
        <source>%1 has %2 MB, and few mail servers take more than 10. Mail fewer papers at a time, or save the file and hand it over in another way.</source>
        <translation>%1 का आकार %2 MB है, और कम ही मेल सर्वर 10 से ज़्यादा लेते हैं। एक बार में कम काग़ज़ात मेल करें, या फ़ाइल सेव करके किसी और तरीक़े से दें।</translation>
    </message>
    <message>
        <source>%1 has a password already.</source>
        <translation>%1 का पासवर्ड पहले से है।</translation>
    </message>
    <message>
        <source>%1 has another GSTIN, %2. Keep it as a registration of %3, or leave them two parties.</source>
        <translation>%1 का GSTIN अलग है: %2। इसे %3 के रजिस्ट्रेशन के रूप में रखें, या दोनों पार्टियाँ अलग रहने दें।</translation>
    </message>
    <message>
        <source>%1 has another PAN than %2: it is another party.</source>
        <translation>%1 का PAN %2 से अलग है: यह दूसरी पार्टी है।</translation>
    </message>
    <message>
        <source>%1 has been answered or cancelled since.</source>
        <translation>%1 का जवाब आ चुका है या वह रद्द हो चुका है।</translation>
    </message>
    <message>
        <source>%1 has changed it again since, at %2. Undoing would take that away, too: put it right by hand.</source>
        <translation>%1 ने %2 बजे इसे फिर बदला। पहले जैसा करने से वह बदलाव भी चला जाएगा: हाथ से ठीक करें।</translation>
    </message>
    <message>
        <source>%1 has its number already, so it is cancelled and kept: the number stays used.%2</source>
        <translation>%1 का नंबर लग चुका है, इसलिए यह रद्द करके रखा जाएगा: नंबर इस्तेमाल हुआ ही माना जाएगा।%2</translation>
    </message>
    <message>
        <source>%1 has made you %2 of its books.</source>
        <translation>%1 ने आपको अपनी बही में %2 बनाया है।</translation>
    </message>
    <message>
        <source>%1 has no design “%2”. Choose %3.</source>
        <translation>%1 में “%2” डिज़ाइन नहीं है। %3 चुनें।</translation>
    </message>
    <message>
        <source>%1 has no figures.</source>
        <translation>%1 में कोई आँकड़े नहीं हैं।</translation>
    </message>
    <message>
        <source>%1 has no lines.</source>
        <translation>%1 में कोई पंक्ति नहीं है।</translation>
    </message>
    <message>
        <source>%1 has no password yet. An owner sets one in Users and keys.</source>
        <translation>%1 का अभी कोई पासवर्ड नहीं है। मालिक “यूज़र और कुंजियाँ” में तय करता है।</translation>
    </message>
    <message>
        <source>%1 is a draft. Issue it first: a draft is no paper yet.</source>
        <translation>%1 ड्राफ्ट है। पहले इसे जारी करें: ड्राफ्ट अभी काग़ज़ नहीं है।</translation>
    </message>
    <message>
        <source>%1 is a folder. Choose the files in it.</source>
        <translation>%1 फ़ोल्डर है। इसके अंदर की फ़ाइलें चुनें।</translation>
    </message>
    <message>
        <source>%1 is abroad. Whether the export bears IGST or goes under a letter of undertaking is decided at the desk.</source>
        <translation>%1 विदेश में है। निर्यात पर IGST लगेगा या वह LUT पर जाएगा, यह डेस्क पर तय होता है।</translation>
    </message>
    <message>
        <source>%1 is as it was before.</source>
        <translation>%1 फिर पहले जैसा है।</translation>
    </message>
    <message>
        <source>%1 is cancelled; its number stays used.</source>
        <translation>%1 रद्द है; नंबर इस्तेमाल हुआ ही माना जाएगा।</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ख़ाली है।</translation>
    </message>
    <message>
        <source>%1 is final and was not changed by a form of the desk.</source>
        <translation>%1 पक्का है और डेस्क के किसी फ़ॉर्म से नहीं बदला गया था।</translation>
    </message>
    <message>
        <source>%1 is larger than %2. Keep it in a folder and write a note where it lies.</source>
        <translation>%1 का आकार %2 से ज़्यादा है। इसे किसी फ़ोल्डर में रखें और नोट में लिखें कि कहाँ है।</translation>
    </message>
    <message>
        <source>%1 is no draft any more.</source>
        <translation>%1 अब ड्राफ्ट नहीं है।</translation>
    </message>
    <message>
        <source>%1 is not among the parties. Add him in Parties and choose him in the quotation.</source>
        <translation>%1 पार्टियों में नहीं है। “पार्टियाँ” में जोड़ें और कोटेशन में चुनें।</translation>
    </message>
    <message>
        <source>%1 is not the PO value</source>
        <translation>%1 PO मूल्य नहीं है</translation>
    </message>
    <message>
        <source>%1 is not there any more, or is no file that can be kept.</source>
        <translation>%1 अब वहाँ नहीं है, या ऐसी फ़ाइल नहीं जो रखी जा सके।</translation>
    </message>
    <message>
        <source>%1 is put right in its own tab.</source>
        <translation>%1 को उसके अपने टैब में ठीक करें।</translation>
    </message>
    <message>
        <source>%1 is with order %2 already%3.</source>
        <translation>%1 ऑर्डर %2 में पहले से लगी है%3।</translation>
    </message>
    <message>
        <source>%1 lies before GST began on 01-Jul-2017.</source>
        <translation>तारीख़ %1 GST शुरू होने (01-Jul-2017) से पहले की है।</translation>
    </message>
    <message>
        <source>%1 lies more than a month ahead.</source>
        <translation>%1 एक महीने से भी आगे है।</translation>
    </message>
    <message>
        <source>%1 lies more than a year ahead.</source>
        <translation>%1 एक साल से भी आगे है।</translation>
    </message>
    <message>
        <source>%1 marked as delivered</source>
        <translation>%1 पहुँचा हुआ माना</translation>
    </message>
    <message>
        <source>%1 marked as sent</source>
        <translation>%1 भेजा हुआ माना</translation>
    </message>
    <message>
        <source>%1 must not be made from %2</source>
        <translation>%1 को %2 से नहीं बनाया जा सकता</translation>
    </message>
    <message>
        <source>%1 of item %2 have been sent already; %3 would be too few.</source>
        <translation>आइटम %2 के %1 भेजे जा चुके हैं; %3 कम पड़ेगा।</translation>
    </message>
    <message>
        <source>%1 of the issuer is missing in the foot</source>
        <translation>निचले भाग में जारीकर्ता का %1 नहीं है</translation>
    </message>
    <message>
        <source>%1 papers changed</source>
        <translation>%1 काग़ज़ बदले</translation>
    </message>
    <message>
        <source>%1 rows of %2 (the first is %3) are not in the audit trail.</source>
        <translation>%2 की %1 लाइनें (पहली %3) ऑडिट ट्रेल में नहीं हैं।</translation>
    </message>
    <message>
        <source>%1 set by hand: %2 delivered</source>
        <translation>%1 हाथ से लिखा: %2 डिलीवर</translation>
    </message>
    <message>
        <source>%1 stands there already.</source>
        <translation>%1 यहाँ पहले से लिखा है।</translation>
    </message>
    <message>
        <source>%1 stays cancelled: its number is used and the audit trail tells of both. Make another one.</source>
        <translation>%1 रद्द ही रहेगा: नंबर इस्तेमाल हो चुका है और ऑडिट ट्रेल में दोनों बातें हैं। नया बनाएँ।</translation>
    </message>
    <message>
        <source>%1: CGST and SGST differ.</source>
        <translation>%1: CGST और SGST अलग-अलग हैं।</translation>
    </message>
    <message>
        <source>%1: another reason for what was set by hand</source>
        <translation>%1: हाथ से लिखे का कारण बदला</translation>
    </message>
    <message>
        <source>%1: its lines' %2 add up to %3, not %4.</source>
        <translation>%1: पंक्तियों का %2 जोड़ने पर %3 आता है, %4 नहीं।</translation>
    </message>
    <message>
        <source>%1: its lines' cess adds up to %2, not %3.</source>
        <translation>%1: पंक्तियों का सेस जोड़ने पर %2 आता है, %3 नहीं।</translation>
    </message>
    <message>
        <source>%1: its number is kept under another one.</source>
        <translation>%1: इसका नंबर किसी और नंबर के रूप में रखा है।</translation>
    </message>
    <message>
        <source>%1: kept as history</source>
        <translation>%1: पुराने रिकॉर्ड में रखा</translation>
    </message>
    <message>
        <source>%1: taxable value, taxes, discount and rounding do not add up to the total.</source>
        <translation>%1: कर योग्य मूल्य, टैक्स, छूट और राउंड ऑफ़ मिलाकर कुल नहीं आता।</translation>
    </message>
    <message>
        <source>%1: the challans count again</source>
        <translation>%1: फिर चालान ही गिने जाएँगे</translation>
    </message>
    <message>
        <source>(not shown)</source>
        <translation>(दिखाया नहीं जाता)</translation>
    </message>
    <message>
        <source>A GSTIN has 15 characters, “%1” has %2.</source>
        <translation>GSTIN में 15 अक्षर होते हैं, “%1” में %2 हैं।</translation>
    </message>
    <message>
        <source>A GSTIN has 15 characters; these are %1.</source>
        <translation>GSTIN में 15 अक्षर होते हैं; ये %1 हैं।</translation>
    </message>
    <message>
        <source>A backup cannot be written over the books themselves. Name another file.</source>
        <translation>बैकअप बही की अपनी फ़ाइल पर नहीं लिखा जा सकता। दूसरी फ़ाइल का नाम दें।</translation>
    </message>
    <message>
        <source>A barcode holds %1 characters at most.</source>
        <translation>बारकोड में ज़्यादा से ज़्यादा %1 अक्षर हो सकते हैं।</translation>
    </message>
    <message>
        <source>A barcode holds plain letters, figures and signs only.</source>
        <translation>बारकोड में केवल सादे अंग्रेज़ी अक्षर, अंक और चिह्न हो सकते हैं।</translation>
    </message>
    <message>
        <source>A bill of supply bears no tax (Rule 49).</source>
        <translation>बिल ऑफ़ सप्लाई पर टैक्स नहीं लगता (नियम 49)।</translation>
    </message>
    <message>
        <source>A business is not undone: change it in the settings.</source>
        <translation>फ़र्म पहले जैसी नहीं की जाती: सेटिंग में बदलें।</translation>
    </message>
    <message>
        <source>A business needs an owner: make somebody else one first.</source>
        <translation>फ़र्म का कोई मालिक ज़रूरी है: पहले किसी और को मालिक बनाएँ।</translation>
    </message>
    <message>
        <source>A challan stays with its order. Cancel it and make another one.</source>
        <translation>चालान अपने ऑर्डर के साथ ही रहता है। इसे रद्द करके नया बनाएँ।</translation>
    </message>
    <message>
        <source>A change in %1 has no undo: put it right there. The audit trail tells what it was before.</source>
        <translation>%1 का बदलाव पहले जैसा नहीं किया जा सकता: वहीं ठीक करें। पहले क्या था, यह ऑडिट ट्रेल में है।</translation>
    </message>
    <message>
        <source>A credit limit cannot be less than zero.</source>
        <translation>उधार सीमा शून्य से कम नहीं हो सकती।</translation>
    </message>
    <message>
        <source>A customer with this email already exists.</source>
        <translation>इस ई-मेल का ग्राहक पहले से है।</translation>
    </message>
    <message>
        <source>A deduction belongs to an invoice. Choose it.</source>
        <translation>कटौती किसी इनवॉइस की होती है। इनवॉइस चुनें।</translation>
    </message>
    <message>
        <source>A draft was thrown away</source>
        <translation>ड्राफ्ट फेंका गया</translation>
    </message>
    <message>
        <source>A note names the invoice that it corrects (CGST Act section 34).</source>
        <translation>नोट में वह इनवॉइस बताना ज़रूरी है जिसका सुधार हो रहा है (CGST अधिनियम धारा 34)।</translation>
    </message>
    <message>
        <source>A number style holds {n} once, for example S/{fy}/{n:4}.</source>
        <translation>नंबर के ढंग में {n} एक बार होता है, जैसे S/{fy}/{n:4}।</translation>
    </message>
    <message>
        <source>A number style knows only {fy}, {n} and {n:4}.</source>
        <translation>नंबर के ढंग में केवल {fy}, {n} और {n:4} चलते हैं।</translation>
    </message>
    <message>
        <source>A quantity cannot be below zero.</source>
        <translation>मात्रा शून्य से कम नहीं हो सकती।</translation>
    </message>
    <message>
        <source>A row of %1 (number %2) points at a missing row of %3.</source>
        <translation>%1 की लाइन (नंबर %2) %3 की ऐसी लाइन से जुड़ी है जो है ही नहीं।</translation>
    </message>
    <message>
        <source>A row of the items table has %1 cells where %2 belong%3. Save the page again from the portal.</source>
        <translation>आइटम की तालिका की एक लाइन में %1 खाने हैं, होने %2 चाहिए%3। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>A user name may hold “@” only if it is the address itself.</source>
        <translation>यूज़र नाम में “@” तभी हो सकता है जब वह ई-मेल पता ही हो।</translation>
    </message>
    <message>
        <source>A {role} may look at everything and change nothing. Ask an owner of the business.</source>
        <translation>{role} सब कुछ देख सकता है, बदल कुछ नहीं सकता। फ़र्म के मालिक से कहें।</translation>
    </message>
    <message>
        <source>A {role} may not see this.</source>
        <translation>{role} को यह देखने का अधिकार नहीं है।</translation>
    </message>
    <message>
        <source>Account No.</source>
        <translation>खाता नं.</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>देख लिया</translation>
    </message>
    <message>
        <source>Acknowledged by</source>
        <translation>किसने देखा</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>चालू</translation>
    </message>
    <message>
        <source>Address verified</source>
        <translation>पता जाँचा हुआ</translation>
    </message>
    <message>
        <source>All in one frame, every tax of every line, tax summary by HSN.</source>
        <translation>सब एक फ़्रेम में, हर पंक्ति का हर टैक्स, HSN के अनुसार टैक्स का सार।</translation>
    </message>
    <message>
        <source>All of it has been sent.</source>
        <translation>पूरा माल भेजा जा चुका है।</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>संशोधन</translation>
    </message>
    <message>
        <source>An invoice at %1 does not go on to %2.</source>
        <translation>जो इनवॉइस %1 पर है, वह %2 पर नहीं जा सकता।</translation>
    </message>
    <message>
        <source>An issued {name} is never undone: the buyer may hold it, and the law wants every number accounted for (CGST Rules 46 and 56). It can be cancelled with a reason; its number stays used.</source>
        <translation>जारी {name} कभी वापस नहीं होता: ख़रीदार के पास हो सकता है, और क़ानून हर नंबर का हिसाब माँगता है (CGST नियम 46 और 56)। कारण लिखकर रद्द किया जा सकता है; नंबर इस्तेमाल हुआ ही माना जाएगा।</translation>
    </message>
    <message>
        <source>An order needs at least one item.</source>
        <translation>ऑर्डर में कम से कम एक आइटम ज़रूरी है।</translation>
    </message>
    <message>
        <source>An owner takes the desk first, with their password.</source>
        <translation>पहले मालिक अपने पासवर्ड से डेस्क पर आए।</translation>
    </message>
    <message>
        <source>Another paper of the year bears the same number but for capital letters; the GST portal takes them for one.</source>
        <translation>इसी वर्ष के दूसरे काग़ज़ का नंबर यही है, केवल छोटे-बड़े अक्षरों का फ़र्क़ है; GST पोर्टल दोनों को एक मानता है।</translation>
    </message>
    <message>
        <source>Another product has the material code %1 already.</source>
        <translation>मटीरियल कोड %1 किसी और प्रोडक्ट का है।</translation>
    </message>
    <message>
        <source>As another program stated it</source>
        <translation>जैसा दूसरे प्रोग्राम ने बताया</translation>
    </message>
    <message>
        <source>As stated with %1</source>
        <translation>जैसा %1 के साथ बताया गया</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>लगी हुई फ़ाइलें</translation>
    </message>
    <message>
        <source>Audit entries %1 to %2 are missing.</source>
        <translation>ऑडिट प्रविष्टियाँ %1 से %2 ग़ायब हैं।</translation>
    </message>
    <message>
        <source>Audit entry %1 (%2 %3) was altered.</source>
        <translation>ऑडिट प्रविष्टि %1 (%2 %3) बदली गई है।</translation>
    </message>
    <message>
        <source>Back to billing%1</source>
        <translation>बिलिंग को वापस%1</translation>
    </message>
    <message>
        <source>Bank Transfer</source>
        <translation>बैंक ट्रांसफ़र</translation>
    </message>
    <message>
        <source>Beauty</source>
        <translation>सौंदर्य सामग्री</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>शुरुआती अक्षर</translation>
    </message>
    <message>
        <source>Bill No.</source>
        <translation>बिल नं.</translation>
    </message>
    <message>
        <source>Billed ₹</source>
        <translation>बिल ₹</translation>
    </message>
    <message>
        <source>Both parties have %1 %2 of the same year. One of the two has to get another number, or go, before they can be merged.</source>
        <translation>दोनों पार्टियों के पास उसी वर्ष का %1 %2 है। मिलाने से पहले एक का नंबर बदलना होगा या उसे हटाना होगा।</translation>
    </message>
    <message>
        <source>Bought or made</source>
        <translation>ख़रीदा या बनाया</translation>
    </message>
    <message>
        <source>Brought forward</source>
        <translation>पिछला शेष</translation>
    </message>
    <message>
        <source>Business {name}</source>
        <translation>फ़र्म {name}</translation>
    </message>
    <message>
        <source>Buyer's GSTIN</source>
        <translation>ख़रीदार का GSTIN</translation>
    </message>
    <message>
        <source>CGST %1 % + %2 %3 %</source>
        <translation>CGST %1 % + %2 %3 %</translation>
    </message>
    <message>
        <source>CGST + SGST</source>
        <translation>CGST + SGST</translation>
    </message>
    <message>
        <source>CGST + UTGST</source>
        <translation>CGST + UTGST</translation>
    </message>
    <message>
        <source>CN/{fy}/{n}</source>
        <translation>CN/{fy}/{n}</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>वापस आया</translation>
    </message>
    <message>
        <source>Came back on</source>
        <translation>कब वापस आया</translation>
    </message>
    <message>
        <source>Came from</source>
        <translation>कहाँ से</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>नक़द</translation>
    </message>
    <message>
        <source>Certificate No.</source>
        <translation>सर्टिफ़िकेट नं.</translation>
    </message>
    <message>
        <source>Challan %1 has been received: SRV %2 names it.</source>
        <translation>चालान %1 का माल मिल चुका है: SRV %2 में इसका नाम है।</translation>
    </message>
    <message>
        <source>Challan %1 is cancelled and cannot be invoiced.</source>
        <translation>चालान %1 रद्द है, इसका इनवॉइस नहीं बन सकता।</translation>
    </message>
    <message>
        <source>Challan %1 is cancelled.</source>
        <translation>चालान %1 रद्द है।</translation>
    </message>
    <message>
        <source>Challan %1 is not in force.</source>
        <translation>चालान %1 लागू नहीं है।</translation>
    </message>
    <message>
        <source>Challan %1 is on invoice %2 already.</source>
        <translation>चालान %1 पहले से इनवॉइस %2 पर है।</translation>
    </message>
    <message>
        <source>Challan %1 is on invoice %2. Cancel the invoice first.</source>
        <translation>चालान %1 इनवॉइस %2 पर है। पहले इनवॉइस रद्द करें।</translation>
    </message>
    <message>
        <source>Challan %1 sends again what was rejected. Its goods are on the first invoice already and must not be billed twice.</source>
        <translation>चालान %1 में अस्वीकृत माल फिर भेजा गया है। वह माल पहले इनवॉइस पर है, उसका बिल दो बार नहीं बन सकता।</translation>
    </message>
    <message>
        <source>Challan No.</source>
        <translation>चालान नं.</translation>
    </message>
    <message>
        <source>Challan register</source>
        <translation>चालान रजिस्टर</translation>
    </message>
    <message>
        <source>Challans dated in the period, cancelled ones left out.</source>
        <translation>अवधि की तारीख़ वाले चालान, रद्द छोड़कर।</translation>
    </message>
    <message>
        <source>Changed without a page</source>
        <translation>बिना पेज के बदला गया</translation>
    </message>
    <message>
        <source>Character %1 is “%2”; %3 belongs there.</source>
        <translation>%1 नंबर का अक्षर “%2” है; यहाँ %3 होना चाहिए।</translation>
    </message>
    <message>
        <source>Character 13 is “0”; it counts from 1.</source>
        <translation>13वाँ अक्षर “0” है; यह 1 से शुरू होता है।</translation>
    </message>
    <message>
        <source>Character 15 is “%1”; it would be “%2” if the others are right. Compare them all.</source>
        <translation>15वाँ अक्षर “%1” है; बाक़ी सही हों तो “%2” होना चाहिए। सभी अक्षर मिलाकर देखें।</translation>
    </message>
    <message>
        <source>Characters 1 and 2 are %1, which is no state.</source>
        <translation>पहले और दूसरे अक्षर %1 हैं, जो किसी राज्य का कोड नहीं है।</translation>
    </message>
    <message>
        <source>Charge “{name}” of {voucher_id:within}</source>
        <translation>{voucher_id:within} का शुल्क “{name}”</translation>
    </message>
    <message>
        <source>Choose a password.</source>
        <translation>पासवर्ड चुनें।</translation>
    </message>
    <message>
        <source>Choose at least one copy to print.</source>
        <translation>प्रिंट करने के लिए कम से कम एक प्रति चुनें।</translation>
    </message>
    <message>
        <source>Choose how he usually pays.</source>
        <translation>चुनें कि वह आम तौर पर भुगतान कैसे करता है।</translation>
    </message>
    <message>
        <source>Choose how it was paid.</source>
        <translation>चुनें कि भुगतान किस तरीक़े से हुआ।</translation>
    </message>
    <message>
        <source>Choose how the line is kept private.</source>
        <translation>चुनें कि कनेक्शन कैसे सुरक्षित रहे।</translation>
    </message>
    <message>
        <source>Choose the place of supply: it decides which GST applies.</source>
        <translation>आपूर्ति का स्थान चुनें: उसी से तय होता है कि कौन सा GST लगेगा।</translation>
    </message>
    <message>
        <source>Choose the place of supply: the state of %1 is not known. It can be set for good in Parties.</source>
        <translation>आपूर्ति का स्थान चुनें: %1 का राज्य पता नहीं है। “पार्टियाँ” में इसे हमेशा के लिए तय कर सकते हैं।</translation>
    </message>
    <message>
        <source>Choose two different parties.</source>
        <translation>दो अलग पार्टियाँ चुनें।</translation>
    </message>
    <message>
        <source>Choose yes or no.</source>
        <translation>हाँ या नहीं चुनें।</translation>
    </message>
    <message>
        <source>Close the books only until a day that is over: today's papers are still to be written.</source>
        <translation>बही केवल बीते हुए दिन तक बंद करें: आज के काग़ज़ अभी बनने हैं।</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>बंद</translation>
    </message>
    <message>
        <source>Clothing</source>
        <translation>कपड़े</translation>
    </message>
    <message>
        <source>Code for {user_id:bare}</source>
        <translation>{user_id:bare} का कोड</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>कमांड लाइन</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>सामग्री</translation>
    </message>
    <message>
        <source>Corrected, on to %1</source>
        <translation>सुधारा गया, आगे: %1</translation>
    </message>
    <message>
        <source>Credit Card</source>
        <translation>क्रेडिट कार्ड</translation>
    </message>
    <message>
        <source>DN/{fy}/{n}</source>
        <translation>DN/{fy}/{n}</translation>
    </message>
    <message>
        <source>Daily dispatch</source>
        <translation>रोज़ का डिस्पैच</translation>
    </message>
    <message>
        <source>Date it later</source>
        <translation>बाद की तारीख़ डालें</translation>
    </message>
    <message>
        <source>Days late</source>
        <translation>देरी के दिन</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>डिफ़ॉल्ट</translation>
    </message>
    <message>
        <source>Default buyer</source>
        <translation>डिफ़ॉल्ट ख़रीदार</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>हटाए गए</translation>
    </message>
    <message>
        <source>Deleted through %1</source>
        <translation>%1 से हटाया गया</translation>
    </message>
    <message>
        <source>Delivered to</source>
        <translation>डिलीवरी कहाँ</translation>
    </message>
    <message>
        <source>Delivered, by hand</source>
        <translation>पहुँचा, हाथ से लिखा</translation>
    </message>
    <message>
        <source>Delivery schedule</source>
        <translation>डिलीवरी कार्यक्रम</translation>
    </message>
    <message>
        <source>Dept</source>
        <translation>विभाग</translation>
    </message>
    <message>
        <source>Deviation of {noun:deviant}: {what:own}{noun_id:nothing}</source>
        <translation>{noun:deviant} का अंतर: {what:own}{noun_id:nothing}</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>बंद किया</translation>
    </message>
    <message>
        <source>Dispatch doc.</source>
        <translation>डिस्पैच दस्तावेज़</translation>
    </message>
    <message>
        <source>Dispatched qty</source>
        <translation>भेजी मात्रा</translation>
    </message>
    <message>
        <source>Dispatched ₹</source>
        <translation>भेजा गया ₹</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>हुआ</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>माध्यम</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>ड्राफ्ट</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>ड्राफ्ट</translation>
    </message>
    <message>
        <source>Due in 7 days</source>
        <translation>7 दिन में देय</translation>
    </message>
    <message>
        <source>Due later</source>
        <translation>बाद में देय</translation>
    </message>
    <message>
        <source>E-way bill No.</source>
        <translation>ई-वे बिल नं.</translation>
    </message>
    <message>
        <source>ERASE THE ORDER BOOK OF %1</source>
        <translation>ERASE THE ORDER BOOK OF %1</translation>
    </message>
    <message>
        <source>Earliest lot that has not wholly left</source>
        <translation>सबसे पहला लॉट जो पूरा नहीं गया</translation>
    </message>
    <message>
        <source>Electronics</source>
        <translation>इलेक्ट्रॉनिक्स</translation>
    </message>
    <message>
        <source>Enquiry No.</source>
        <translation>इन्क्वायरी नं.</translation>
    </message>
    <message>
        <source>Enter at least one amount.</source>
        <translation>कम से कम एक राशि लिखें।</translation>
    </message>
    <message>
        <source>Enter at least one line before it is sent.</source>
        <translation>भेजने से पहले कम से कम एक पंक्ति लिखें।</translation>
    </message>
    <message>
        <source>Enter at least one line with a quantity.</source>
        <translation>कम से कम एक पंक्ति में मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Enter at least one line.</source>
        <translation>कम से कम एक पंक्ति लिखें।</translation>
    </message>
    <message>
        <source>Enter the GSTIN, or take the line away.</source>
        <translation>GSTIN लिखें, या यह पंक्ति हटाएँ।</translation>
    </message>
    <message>
        <source>Enter the code that was sent by mail first.</source>
        <translation>पहले मेल से आया कोड लिखें।</translation>
    </message>
    <message>
        <source>Enter the first GSTIN above; this one is a further one.</source>
        <translation>पहला GSTIN ऊपर लिखें; यह अतिरिक्त GSTIN है।</translation>
    </message>
    <message>
        <source>Entered by</source>
        <translation>किसने लिखा</translation>
    </message>
    <message>
        <source>Entered from quotation %1 of %2.</source>
        <translation>%2 के कोटेशन %1 से दर्ज।</translation>
    </message>
    <message>
        <source>Entered without a page</source>
        <translation>बिना पेज के दर्ज हुआ</translation>
    </message>
    <message>
        <source>Every lot that has still to leave, by its delivery date; what is overdue comes first.</source>
        <translation>हर लॉट जो अभी भेजना है, डिलीवरी तारीख़ के क्रम में; जिनका समय निकल गया, वे पहले।</translation>
    </message>
    <message>
        <source>Everything that is still to be dispatched.</source>
        <translation>जो कुछ भेजना अभी बाक़ी है।</translation>
    </message>
    <message>
        <source>Expense {category:own}, {spent_on:day}</source>
        <translation>ख़र्च {category:own}, {spent_on:day}</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>अवधि समाप्त</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>असफल</translation>
    </message>
    <message>
        <source>Figures of papers</source>
        <translation>काग़ज़ात के आँकड़े</translation>
    </message>
    <message>
        <source>File attached</source>
        <translation>फ़ाइल लगाई गई</translation>
    </message>
    <message>
        <source>File {name} of {letter_id:within}</source>
        <translation>{letter_id:within} की फ़ाइल {name}</translation>
    </message>
    <message>
        <source>First</source>
        <translation>पहला</translation>
    </message>
    <message>
        <source>First, last and next number of every kind of paper, and how many are used, of the financial years of the period.</source>
        <translation>अवधि के वित्तीय वर्षों में हर तरह के काग़ज़ का पहला, आख़िरी और अगला नंबर, और कितने इस्तेमाल हुए।</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>तय राशि</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>खान-पान</translation>
    </message>
    <message>
        <source>From</source>
        <translation>किससे</translation>
    </message>
    <message>
        <source>GST %</source>
        <translation>GST %</translation>
    </message>
    <message>
        <source>GST in price</source>
        <translation>क़ीमत में GST</translation>
    </message>
    <message>
        <source>GST is added on top %1</source>
        <translation>GST ऊपर से जोड़ा गया %1</translation>
    </message>
    <message>
        <source>GST is added on top, as chosen for this invoice, although the order says otherwise</source>
        <translation>इस इनवॉइस के लिए चुने अनुसार GST ऊपर से जोड़ा गया, हालाँकि ऑर्डर में कुछ और लिखा है</translation>
    </message>
    <message>
        <source>GST is added on top: the order says nothing about it</source>
        <translation>GST ऊपर से जोड़ा गया: ऑर्डर में इसके बारे में कुछ नहीं लिखा</translation>
    </message>
    <message>
        <source>GST is at the rate of the original invoice%1.</source>
        <translation>GST मूल इनवॉइस%1 की दर पर है।</translation>
    </message>
    <message>
        <source>GST ₹</source>
        <translation>GST ₹</translation>
    </message>
    <message>
        <source>Gaps in the numbers</source>
        <translation>बीच के छूटे नंबर</translation>
    </message>
    <message>
        <source>Give the note a title.</source>
        <translation>नोट का शीर्षक लिखें।</translation>
    </message>
    <message>
        <source>Give the order a number of at most 40 characters.</source>
        <translation>ऑर्डर का नंबर ज़्यादा से ज़्यादा 40 अक्षरों में दें।</translation>
    </message>
    <message>
        <source>Give the paper a number.</source>
        <translation>काग़ज़ को नंबर दें।</translation>
    </message>
    <message>
        <source>Give the party a name.</source>
        <translation>पार्टी का नाम लिखें।</translation>
    </message>
    <message>
        <source>Give the product a name or a material code.</source>
        <translation>प्रोडक्ट का नाम या मटीरियल कोड लिखें।</translation>
    </message>
    <message>
        <source>Given to no paper that was kept</source>
        <translation>ऐसे किसी काग़ज़ को नहीं मिला जो रखा गया हो</translation>
    </message>
    <message>
        <source>Given to no paper; the next one is %1</source>
        <translation>किसी काग़ज़ को नहीं मिला; अगला नंबर %1 है</translation>
    </message>
    <message>
        <source>Goods that move otherwise than by way of supply bear no tax (Rule 55).</source>
        <translation>बिना आपूर्ति के जाने वाले माल पर टैक्स नहीं लगता (नियम 55)।</translation>
    </message>
    <message>
        <source>Grocery</source>
        <translation>किराना</translation>
    </message>
    <message>
        <source>Guarantee cert.</source>
        <translation>गारंटी सर्टि.</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>हार्डवेयर</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>घरेलू सामान</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>कितने</translation>
    </message>
    <message>
        <source>IGST %1 %</source>
        <translation>IGST %1 %</translation>
    </message>
    <message>
        <source>If it was not you, somebody else knows your password: set a new one.</source>
        <translation>अगर यह आप नहीं थे, तो किसी और को आपका पासवर्ड पता है: नया पासवर्ड तय करें।</translation>
    </message>
    <message>
        <source>If the goods are approved an invoice follows, at the latest six months after they were sent (CGST Act section 31(7)).</source>
        <translation>माल पसंद आने पर इनवॉइस बनेगा, भेजने के छह महीने के भीतर (CGST अधिनियम धारा 31(7))।</translation>
    </message>
    <message>
        <source>If you did not ask for it, do nothing: without the code nobody gets in.</source>
        <translation>अगर आपने यह नहीं माँगा, तो कुछ न करें: कोड के बिना कोई अंदर नहीं आ सकता।</translation>
    </message>
    <message>
        <source>Imported pages</source>
        <translation>इम्पोर्ट किए पेज</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>%1 इम्पोर्ट हो रहा है</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>इम्पोर्ट</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>मान्य</translation>
    </message>
    <message>
        <source>Income-tax TDS</source>
        <translation>आयकर TDS</translation>
    </message>
    <message>
        <source>Inter-state</source>
        <translation>अंतर-राज्य</translation>
    </message>
    <message>
        <source>Intra-state</source>
        <translation>राज्य के भीतर</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>स्टॉक का माल</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>बुलाया गया</translation>
    </message>
    <message>
        <source>Invoice %1 %2: it can be paid here, but not changed (%3).</source>
        <translation>इनवॉइस %1 %2: यहाँ इसका भुगतान हो सकता है, बदलाव नहीं (%3)।</translation>
    </message>
    <message>
        <source>Invoice %1 has moved meanwhile. Open it again and repeat your correction.</source>
        <translation>इनवॉइस %1 इस बीच आगे बढ़ गया। फिर से खोलकर अपना सुधार दोहराएँ।</translation>
    </message>
    <message>
        <source>Invoice %1 is billed to %2.</source>
        <translation>इनवॉइस %1 का बिल %2 के नाम है।</translation>
    </message>
    <message>
        <source>Invoice %1 is cancelled already.</source>
        <translation>इनवॉइस %1 पहले से रद्द है।</translation>
    </message>
    <message>
        <source>Invoice %1 is in the books already.</source>
        <translation>इनवॉइस %1 बही में पहले से है।</translation>
    </message>
    <message>
        <source>Invoice %1 is issued, or drafted, at the desk alone.</source>
        <translation>इनवॉइस %1 केवल डेस्क पर जारी हो सकता है या ड्राफ्ट बन सकता है।</translation>
    </message>
    <message>
        <source>Invoice %1 is not in force and cannot be paid.</source>
        <translation>इनवॉइस %1 लागू नहीं है, इसका भुगतान नहीं हो सकता।</translation>
    </message>
    <message>
        <source>Invoice %1 is not in force: it needs no note.</source>
        <translation>इनवॉइस %1 लागू नहीं है: इसे नोट की ज़रूरत नहीं।</translation>
    </message>
    <message>
        <source>Invoice %1 is paid.</source>
        <translation>इनवॉइस %1 चुकता है।</translation>
    </message>
    <message>
        <source>Invoice %1 names no party that could pay it.</source>
        <translation>इनवॉइस %1 में किसी पार्टी का नाम नहीं है जो भुगतान कर सके।</translation>
    </message>
    <message>
        <source>Invoice No.</source>
        <translation>इनवॉइस नं.</translation>
    </message>
    <message>
        <source>Invoice cannot be returned to billing from status %1.</source>
        <translation>%1 की स्थिति से इनवॉइस बिलिंग में वापस नहीं जा सकता।</translation>
    </message>
    <message>
        <source>Invoice corrected and re-submitted</source>
        <translation>इनवॉइस सुधारकर फिर भेजा गया</translation>
    </message>
    <message>
        <source>Invoice must be in REVIEW status to be updated. Current status: %1</source>
        <translation>इनवॉइस तभी बदला जा सकता है जब वह REVIEW में हो। अभी की स्थिति: %1</translation>
    </message>
    <message>
        <source>Invoice register</source>
        <translation>इनवॉइस रजिस्टर</translation>
    </message>
    <message>
        <source>Invoices dated in the period, cancelled ones left out.</source>
        <translation>अवधि की तारीख़ वाले इनवॉइस, रद्द छोड़कर।</translation>
    </message>
    <message>
        <source>Invoices with their notes</source>
        <translation>इनवॉइस, उनके नोट सहित</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>जारी</translation>
    </message>
    <message>
        <source>It belongs to no order.</source>
        <translation>यह किसी ऑर्डर का नहीं है।</translation>
    </message>
    <message>
        <source>It belongs to no order; goods that move without a sale are not invoiced.</source>
        <translation>यह किसी ऑर्डर का नहीं है; बिना बिक्री के जाने वाले माल का इनवॉइस नहीं बनता।</translation>
    </message>
    <message>
        <source>It has been changed again since, so there is no way back.</source>
        <translation>यह बाद में फिर बदला गया, इसलिए पहले जैसा नहीं हो सकता।</translation>
    </message>
    <message>
        <source>It is good for 5 minutes and for one use. Nobody of ours will ever ask you for it.</source>
        <translation>यह 5 मिनट तक और एक ही बार चलेगा। हमारी ओर से कोई भी आपसे यह कोड कभी नहीं माँगेगा।</translation>
    </message>
    <message>
        <source>It is invoiced already: invoice %1 of %2.</source>
        <translation>इसका इनवॉइस बन चुका है: इनवॉइस %1, %2।</translation>
    </message>
    <message>
        <source>It replaces rejected goods, which are on the first challan's invoice.</source>
        <translation>यह अस्वीकृत माल की बदली है, जो पहले चालान के इनवॉइस पर है।</translation>
    </message>
    <message>
        <source>It stays as it is: put it right by a paper of a later day</source>
        <translation>यह ऐसा ही रहेगा: बाद की तारीख़ के काग़ज़ से ठीक करें</translation>
    </message>
    <message>
        <source>It took too long.</source>
        <translation>बहुत समय लग गया।</translation>
    </message>
    <message>
        <source>Item %1 (row %2): the list says %3, the papers say %4.</source>
        <translation>आइटम %1 (लाइन %2): सूची में %3 है, काग़ज़ात में %4।</translation>
    </message>
    <message>
        <source>Item %1 of order %2 has no lots.</source>
        <translation>ऑर्डर %2 के आइटम %1 में कोई लॉट नहीं है।</translation>
    </message>
    <message>
        <source>Item %1 of order %2 is cancelled.</source>
        <translation>ऑर्डर %2 का आइटम %1 रद्द है।</translation>
    </message>
    <message>
        <source>Item %1: enter a quantity above zero.</source>
        <translation>आइटम %1: शून्य से ज़्यादा मात्रा लिखें।</translation>
    </message>
    <message>
        <source>Item %1: two lots have the same number.</source>
        <translation>आइटम %1: दो लॉट का नंबर एक ही है।</translation>
    </message>
    <message>
        <source>Its lines have been changed again since, so there is no way back.</source>
        <translation>इसकी पंक्तियाँ बाद में फिर बदली गईं, इसलिए पहले जैसा नहीं हो सकता।</translation>
    </message>
    <message>
        <source>Keep the note under 1,000 characters.</source>
        <translation>नोट 1,000 अक्षरों से कम में लिखें।</translation>
    </message>
    <message>
        <source>Keep the reason under 500 characters.</source>
        <translation>कारण 500 अक्षरों से कम में लिखें।</translation>
    </message>
    <message>
        <source>Kept back by the customer</source>
        <translation>ग्राहक ने काटा</translation>
    </message>
    <message>
        <source>Kept back ₹</source>
        <translation>काटा गया ₹</translation>
    </message>
    <message>
        <source>Key of {name}</source>
        <translation>{name} की कुंजी</translation>
    </message>
    <message>
        <source>LR No.</source>
        <translation>LR नं.</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>आख़िरी</translation>
    </message>
    <message>
        <source>Last log-in</source>
        <translation>पिछला लॉग-इन</translation>
    </message>
    <message>
        <source>Last paid</source>
        <translation>पिछला भुगतान</translation>
    </message>
    <message>
        <source>Last renewed</source>
        <translation>पिछली बार बढ़ा</translation>
    </message>
    <message>
        <source>Letter to {recipient}: {subject}</source>
        <translation>{recipient} को पत्र: {subject}</translation>
    </message>
    <message>
        <source>Line {position:place} of {voucher_id:within}</source>
        <translation>{voucher_id:within} की पंक्ति {position:place}</translation>
    </message>
    <message>
        <source>Liquidated damages</source>
        <translation>हर्जाना (LD)</translation>
    </message>
    <message>
        <source>Log-in of {user_id:bare}</source>
        <translation>{user_id:bare} का लॉग-इन</translation>
    </message>
    <message>
        <source>Lot %1 of item %2 is cancelled; nothing of it is pending.</source>
        <translation>आइटम %2 का लॉट %1 रद्द है; इसमें कुछ भी बाक़ी नहीं।</translation>
    </message>
    <message>
        <source>Lot %1 of item %2 stands twice in the items table.</source>
        <translation>आइटम की तालिका में आइटम %2 का लॉट %1 दो बार है।</translation>
    </message>
    <message>
        <source>Lot %1 of item %2: more delivered than ordered.</source>
        <translation>आइटम %2 का लॉट %1: ऑर्डर से ज़्यादा डिलीवर।</translation>
    </message>
    <message>
        <source>Lots due</source>
        <translation>देय लॉट</translation>
    </message>
    <message>
        <source>Low below</source>
        <translation>न्यूनतम</translation>
    </message>
    <message>
        <source>Made by %1</source>
        <translation>%1 ने बनाया</translation>
    </message>
    <message>
        <source>Mail can be sent through this server.
</source>
        <translation>इस सर्वर से मेल भेजी जा सकती है।
</translation>
    </message>
    <message>
        <source>Make a challan for order %1</source>
        <translation>ऑर्डर %1 का चालान बनाएँ</translation>
    </message>
    <message>
        <source>Make the invoice of challan %1</source>
        <translation>चालान %1 का इनवॉइस बनाएँ</translation>
    </message>
    <message>
        <source>Marketing</source>
        <translation>मार्केटिंग</translation>
    </message>
    <message>
        <source>Medicine</source>
        <translation>दवाइयाँ</translation>
    </message>
    <message>
        <source>Message to other programs</source>
        <translation>दूसरे प्रोग्राम को संदेश</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>छूटा</translation>
    </message>
    <message>
        <source>Money and deductions</source>
        <translation>भुगतान और कटौतियाँ</translation>
    </message>
    <message>
        <source>Money that settles no invoice yet</source>
        <translation>पैसा जो अभी किसी इनवॉइस में नहीं लगा</translation>
    </message>
    <message>
        <source>More was changed than the form knows of: put it right by hand.</source>
        <translation>फ़ॉर्म में जो है, उससे ज़्यादा बदला गया था: हाथ से ठीक करें।</translation>
    </message>
    <message>
        <source>NA</source>
        <translation>NA</translation>
    </message>
    <message>
        <source>NO</source>
        <translation>NO</translation>
    </message>
    <message>
        <source>NamastePMS</source>
        <translation>NamastePMS</translation>
    </message>
    <message>
        <source>Name the key after the program that will use it: letters, digits, blanks, “.”, “_” and “-”, 60 at most.</source>
        <translation>कुंजी का नाम उस प्रोग्राम पर रखें जो इसे इस्तेमाल करेगा: अक्षर, अंक, ख़ाली जगह, “.”, “_” और “-”, ज़्यादा से ज़्यादा 60।</translation>
    </message>
    <message>
        <source>Necessary</source>
        <translation>ज़रूरी</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>अगला</translation>
    </message>
    <message>
        <source>No GST is charged on this supply (CGST Rule 49).</source>
        <translation>इस आपूर्ति पर GST नहीं लिया जाता (CGST नियम 49)।</translation>
    </message>
    <message>
        <source>No code is waiting. Ask for a new one.</source>
        <translation>कोई कोड बाक़ी नहीं है। नया कोड माँगें।</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>तारीख़ नहीं</translation>
    </message>
    <message>
        <source>No mail can be sent to this address: %1</source>
        <translation>इस पते पर मेल नहीं जा सकती: %1</translation>
    </message>
    <message>
        <source>No mail server is set.</source>
        <translation>कोई मेल सर्वर तय नहीं है।</translation>
    </message>
    <message>
        <source>No mail server is set. Name one in File &gt; Settings &gt; Mail.</source>
        <translation>कोई मेल सर्वर तय नहीं है। फ़ाइल &gt; सेटिंग &gt; मेल में लिखें।</translation>
    </message>
    <message>
        <source>No owner has a password: nobody could take the desk back. Set one in Users and keys first.</source>
        <translation>किसी मालिक का पासवर्ड नहीं है: कोई भी डेस्क वापस नहीं ले पाएगा। पहले “यूज़र और कुंजियाँ” में तय करें।</translation>
    </message>
    <message>
        <source>No related customer or supplier found</source>
        <translation>संबंधित ग्राहक या सप्लायर नहीं मिला</translation>
    </message>
    <message>
        <source>Nos</source>
        <translation>Nos</translation>
    </message>
    <message>
        <source>Not for %1: %2.</source>
        <translation>%1 के लिए नहीं: %2।</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>इस्तेमाल में नहीं</translation>
    </message>
    <message>
        <source>Not invoiced</source>
        <translation>इनवॉइस नहीं बना</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>जुड़ा नहीं</translation>
    </message>
    <message>
        <source>Not necessary</source>
        <translation>ज़रूरी नहीं</translation>
    </message>
    <message>
        <source>Note No.</source>
        <translation>नोट नं.</translation>
    </message>
    <message>
        <source>Note “{title}”</source>
        <translation>नोट “{title}”</translation>
    </message>
    <message>
        <source>Nothing fills %1. There are %2.</source>
        <translation>%1 में भरने को कुछ नहीं है। ये हैं: %2।</translation>
    </message>
    <message>
        <source>Nothing is left to send of order %1.</source>
        <translation>ऑर्डर %1 का कुछ भी भेजना बाक़ी नहीं है।</translation>
    </message>
    <message>
        <source>Nothing is owed on %1.</source>
        <translation>%1 को कुछ बकाया नहीं है।</translation>
    </message>
    <message>
        <source>Nothing of it is open.</source>
        <translation>इसमें कुछ बकाया नहीं है।</translation>
    </message>
    <message>
        <source>Nothing of it waits to be sent again.</source>
        <translation>इसका कुछ भी दोबारा भेजना बाक़ी नहीं है।</translation>
    </message>
    <message>
        <source>Nothing to list for this choice.</source>
        <translation>इस चुनाव में दिखाने को कुछ नहीं है।</translation>
    </message>
    <message>
        <source>Number series</source>
        <translation>नंबर सीरीज़</translation>
    </message>
    <message>
        <source>Numbers of the series that no paper bears</source>
        <translation>सीरीज़ के वे नंबर जो किसी काग़ज़ पर नहीं हैं</translation>
    </message>
    <message>
        <source>Numbers of {kind:series} {fiscal_year:year}</source>
        <translation>{kind:series} के नंबर {fiscal_year:year}</translation>
    </message>
    <message>
        <source>Numbers that no paper bears, with what the audit trail knows of them; then typed numbers of another style.</source>
        <translation>वे नंबर जो किसी काग़ज़ पर नहीं हैं, और ऑडिट ट्रेल उनके बारे में क्या जानता है; फिर दूसरे ढंग के हाथ से लिखे नंबर।</translation>
    </message>
    <message>
        <source>Of what is pending, at the order's rate</source>
        <translation>बाक़ी माल का, ऑर्डर के रेट पर</translation>
    </message>
    <message>
        <source>Office Supplies</source>
        <translation>ऑफ़िस का सामान</translation>
    </message>
    <message>
        <source>Older page imported</source>
        <translation>पुराना पेज इम्पोर्ट हुआ</translation>
    </message>
    <message>
        <source>On account ₹</source>
        <translation>खाते में ₹</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>किस काग़ज़ पर</translation>
    </message>
    <message>
        <source>One account may have %1 businesses at most.</source>
        <translation>एक खाते में ज़्यादा से ज़्यादा %1 फ़र्में हो सकती हैं।</translation>
    </message>
    <message>
        <source>Only an owner of the business may do this.</source>
        <translation>यह केवल फ़र्म का मालिक कर सकता है।</translation>
    </message>
    <message>
        <source>Open %1 %2</source>
        <translation>%1 %2 खोलें</translation>
    </message>
    <message>
        <source>Open and airy, taxes summed by rate, one accent colour.</source>
        <translation>खुला और हवादार, दर के अनुसार टैक्स का जोड़, एक रंग की झलक।</translation>
    </message>
    <message>
        <source>Open the existing invoice, or cancel it first.</source>
        <translation>मौजूद इनवॉइस खोलें, या पहले उसे रद्द करें।</translation>
    </message>
    <message>
        <source>Opening stock</source>
        <translation>शुरुआती स्टॉक</translation>
    </message>
    <message>
        <source>Opening ₹</source>
        <translation>शुरुआती ₹</translation>
    </message>
    <message>
        <source>Order %1 has no items.</source>
        <translation>ऑर्डर %1 में कोई आइटम नहीं है।</translation>
    </message>
    <message>
        <source>Order %1 has no version, though it came from a page.</source>
        <translation>ऑर्डर %1 का कोई वर्शन नहीं है, जबकि यह पेज से आया था।</translation>
    </message>
    <message>
        <source>Order %1 is cancelled.</source>
        <translation>ऑर्डर %1 रद्द है।</translation>
    </message>
    <message>
        <source>Order %1 is closed.</source>
        <translation>ऑर्डर %1 बंद है।</translation>
    </message>
    <message>
        <source>Order %1 is invoiced already: invoice %2.</source>
        <translation>ऑर्डर %1 का इनवॉइस बन चुका है: इनवॉइस %2।</translation>
    </message>
    <message>
        <source>Order %1 is sent on several challans, or in part. Each challan gets its own invoice at the desk.</source>
        <translation>ऑर्डर %1 का माल कई चालानों में या आंशिक गया है। हर चालान का अपना इनवॉइस डेस्क पर बनता है।</translation>
    </message>
    <message>
        <source>Order %1 of %2 is in the books already.</source>
        <translation>%2 का ऑर्डर %1 बही में पहले से है।</translation>
    </message>
    <message>
        <source>Order %1 placed</source>
        <translation>ऑर्डर %1 मिला</translation>
    </message>
    <message>
        <source>Order No.</source>
        <translation>ऑर्डर नं.</translation>
    </message>
    <message>
        <source>Order register</source>
        <translation>ऑर्डर रजिस्टर</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>ऑर्डर {number}</translation>
    </message>
    <message>
        <source>Ordered ₹</source>
        <translation>ऑर्डर ₹</translation>
    </message>
    <message>
        <source>Ordered, dispatched, received, accepted and rejected, item by item, of orders dated in the period.</source>
        <translation>अवधि के ऑर्डरों में आइटम के अनुसार कितना ऑर्डर हुआ, भेजा गया, मिला, स्वीकृत और अस्वीकृत हुआ।</translation>
    </message>
    <message>
        <source>Orders dated in the period and where they stand.</source>
        <translation>अवधि की तारीख़ वाले ऑर्डर और उनकी स्थिति।</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>अन्य</translation>
    </message>
    <message>
        <source>Other business</source>
        <translation>दूसरी फ़र्म</translation>
    </message>
    <message>
        <source>Other deduction</source>
        <translation>अन्य कटौती</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>आउटबॉक्स</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>अलग ढंग</translation>
    </message>
    <message>
        <source>Outside the style</source>
        <translation>ढंग से अलग</translation>
    </message>
    <message>
        <source>Over %1 days</source>
        <translation>%1 दिन से ज़्यादा</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>देरी</translation>
    </message>
    <message>
        <source>P.O. Sl.</source>
        <translation>P.O. क्र.</translation>
    </message>
    <message>
        <source>PO value is not the sum of the item values</source>
        <translation>PO मूल्य आइटमों के मूल्य का जोड़ नहीं है</translation>
    </message>
    <message>
        <source>PO value is not the sum of the item values (%1)</source>
        <translation>PO मूल्य आइटमों के मूल्य का जोड़ नहीं है (%1)</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>पैकिंग पूरी</translation>
    </message>
    <message>
        <source>Packet No.</source>
        <translation>पैकेट नं.</translation>
    </message>
    <message>
        <source>Packing begun</source>
        <translation>पैकिंग शुरू</translation>
    </message>
    <message>
        <source>Page imported</source>
        <translation>पेज इम्पोर्ट हुआ</translation>
    </message>
    <message>
        <source>Page imported again</source>
        <translation>पेज फिर इम्पोर्ट हुआ</translation>
    </message>
    <message>
        <source>Page {file_name}</source>
        <translation>पेज {file_name}</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>चुकता</translation>
    </message>
    <message>
        <source>Part dispatched</source>
        <translation>आंशिक भेजा</translation>
    </message>
    <message>
        <source>Part paid</source>
        <translation>आंशिक भुगतान</translation>
    </message>
    <message>
        <source>Party %1 is as it was before.</source>
        <translation>पार्टी %1 फिर पहले जैसी है।</translation>
    </message>
    <message>
        <source>Party %1 is taken off the list again.</source>
        <translation>पार्टी %1 सूची से फिर हटा दी गई।</translation>
    </message>
    <message>
        <source>Party {name}</source>
        <translation>पार्टी {name}</translation>
    </message>
    <message>
        <source>Payment by {party_id:bare}, {paid_on:day}</source>
        <translation>{party_id:bare} का भुगतान, {paid_on:day}</translation>
    </message>
    <message>
        <source>Payments of %1 stand against invoice %2: it cannot go to somebody else.</source>
        <translation>इनवॉइस %2 पर %1 के भुगतान दर्ज हैं: यह किसी और के नाम नहीं हो सकता।</translation>
    </message>
    <message>
        <source>Payments of invoice %1 are taken back in Payments, not here.</source>
        <translation>इनवॉइस %1 के भुगतान “भुगतान” टैब में वापस लिए जाते हैं, यहाँ नहीं।</translation>
    </message>
    <message>
        <source>Payments of ₹ %1 stand against %2. Remove them in Payments first.</source>
        <translation>%2 पर ₹ %1 के भुगतान दर्ज हैं। पहले उन्हें “भुगतान” में हटाएँ।</translation>
    </message>
    <message>
        <source>Payments stand against invoice %1: it cannot be a draft again.</source>
        <translation>इनवॉइस %1 पर भुगतान दर्ज हैं: इसे फिर ड्राफ्ट नहीं बनाया जा सकता।</translation>
    </message>
    <message>
        <source>Pending items</source>
        <translation>बाक़ी आइटम</translation>
    </message>
    <message>
        <source>Per Unit</source>
        <translation>प्रति इकाई</translation>
    </message>
    <message>
        <source>Percentage</source>
        <translation>प्रतिशत</translation>
    </message>
    <message>
        <source>Person {name}</source>
        <translation>व्यक्ति {name}</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>पिकिंग पूरी</translation>
    </message>
    <message>
        <source>Picking begun</source>
        <translation>पिकिंग शुरू</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>क्रम</translation>
    </message>
    <message>
        <source>Print %1 %2</source>
        <translation>%1 %2 प्रिंट करें</translation>
    </message>
    <message>
        <source>Print the %1 of challan %2</source>
        <translation>चालान %2: %1 प्रिंट करें</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>प्रिंट हुआ</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>प्राथमिकता</translation>
    </message>
    <message>
        <source>Product %1 is as it was before.</source>
        <translation>प्रोडक्ट %1 फिर पहले जैसा है।</translation>
    </message>
    <message>
        <source>Product %1 is taken off the list again.</source>
        <translation>प्रोडक्ट %1 सूची से फिर हटा दिया गया।</translation>
    </message>
    <message>
        <source>Product %1 not found</source>
        <translation>प्रोडक्ट %1 नहीं मिला</translation>
    </message>
    <message>
        <source>Product {name:product}{description:nothing}{material_code:nothing}</source>
        <translation>प्रोडक्ट {name:product}{description:nothing}{material_code:nothing}</translation>
    </message>
    <message>
        <source>Q/{fy}/{n}</source>
        <translation>Q/{fy}/{n}</translation>
    </message>
    <message>
        <source>Quantities of orders</source>
        <translation>ऑर्डरों की मात्राएँ</translation>
    </message>
    <message>
        <source>Quotation %1 is a draft. Mark it as sent, then mail it.</source>
        <translation>कोटेशन %1 ड्राफ्ट है। इसे भेजा हुआ मानें, फिर मेल करें।</translation>
    </message>
    <message>
        <source>Quotation %1 is no draft any more.</source>
        <translation>कोटेशन %1 अब ड्राफ्ट नहीं है।</translation>
    </message>
    <message>
        <source>Quotation %1 was not sent, so nobody can answer it.</source>
        <translation>कोटेशन %1 भेजा ही नहीं गया, इसलिए कोई जवाब नहीं दे सकता।</translation>
    </message>
    <message>
        <source>Quotation No.</source>
        <translation>कोटेशन नं.</translation>
    </message>
    <message>
        <source>Quoted besides, before GST: %1.</source>
        <translation>इसके अलावा कोटेशन में, GST से पहले: %1।</translation>
    </message>
    <message>
        <source>Rates include GST as per the order; taxable value is worked back.</source>
        <translation>ऑर्डर के अनुसार रेट में GST शामिल है; कर योग्य मूल्य उलटे हिसाब से निकाला है।</translation>
    </message>
    <message>
        <source>Rates include GST; the taxable value is worked back from them.</source>
        <translation>रेट में GST शामिल है; कर योग्य मूल्य उन्हीं से उलटे हिसाब से निकाला है।</translation>
    </message>
    <message>
        <source>Rates marked “incl. GST” include it; their taxable value is worked back.</source>
        <translation>जिन रेट पर “incl. GST” लिखा है, उनमें GST शामिल है; उनका कर योग्य मूल्य उलटे हिसाब से निकाला है।</translation>
    </message>
    <message>
        <source>Reason of what was set by hand</source>
        <translation>हाथ से लिखे का कारण</translation>
    </message>
    <message>
        <source>Received, by the page</source>
        <translation>मिला, पेज के अनुसार</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>मिलान</translation>
    </message>
    <message>
        <source>Record a payment for invoice %1</source>
        <translation>इनवॉइस %1 का भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Record a payment of {}</source>
        <translation>{} का भुगतान दर्ज करें</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>रोका गया</translation>
    </message>
    <message>
        <source>Rejected goods to replace</source>
        <translation>अस्वीकृत माल, बदली देनी है</translation>
    </message>
    <message>
        <source>Rejections</source>
        <translation>अस्वीकृत माल</translation>
    </message>
    <message>
        <source>Rent</source>
        <translation>किराया</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>बदली का माल</translation>
    </message>
    <message>
        <source>Replacement challan %1</source>
        <translation>बदली का चालान %1</translation>
    </message>
    <message>
        <source>Retention money</source>
        <translation>रोकी राशि</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>लौट आया</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>समीक्षा</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>रिवीज़न</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>रद्द</translation>
    </message>
    <message>
        <source>Role of {user_id:bare}</source>
        <translation>{user_id:bare} की भूमिका</translation>
    </message>
    <message>
        <source>Row %1 of the receipts has %2 cells where %3 belong. Save the page again from the portal.</source>
        <translation>रसीदों की लाइन %1 में %2 खाने हैं, होने %3 चाहिए। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>SO/{fy}/{n:4}</source>
        <translation>SO/{fy}/{n:4}</translation>
    </message>
    <message>
        <source>SRV %1 of %2</source>
        <translation>%2 का SRV %1</translation>
    </message>
    <message>
        <source>SRV %1 of %2 item %3</source>
        <translation>%2 का SRV %1, आइटम %3</translation>
    </message>
    <message>
        <source>SRV item number</source>
        <translation>SRV आइटम नंबर</translation>
    </message>
    <message>
        <source>SRV {number}</source>
        <translation>SRV {number}</translation>
    </message>
    <message>
        <source>Salary</source>
        <translation>वेतन</translation>
    </message>
    <message>
        <source>Salesman {name}</source>
        <translation>सेल्समैन {name}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>सेव हुआ</translation>
    </message>
    <message>
        <source>Say what the person is called.</source>
        <translation>व्यक्ति का नाम लिखें।</translation>
    </message>
    <message>
        <source>Say what your office is called.</source>
        <translation>अपने ऑफ़िस का नाम लिखें।</translation>
    </message>
    <message>
        <source>Say whom the paper is for.</source>
        <translation>बताएँ कि काग़ज़ किसके लिए है।</translation>
    </message>
    <message>
        <source>Say whom the quotation is for before it is sent.</source>
        <translation>भेजने से पहले बताएँ कि कोटेशन किसके लिए है।</translation>
    </message>
    <message>
        <source>Say why it is cancelled; the reason stays with the paper.</source>
        <translation>बताएँ कि रद्द क्यों हो रहा है; कारण काग़ज़ के साथ रहेगा।</translation>
    </message>
    <message>
        <source>Say why the invoice goes back to billing.</source>
        <translation>बताएँ कि इनवॉइस बिलिंग में वापस क्यों जा रहा है।</translation>
    </message>
    <message>
        <source>Say why; the reason stays with the lot.</source>
        <translation>कारण बताएँ; वह लॉट के साथ रहेगा।</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>गुप्त</translation>
    </message>
    <message>
        <source>Send copies to %1 addresses at most.</source>
        <translation>प्रतियाँ ज़्यादा से ज़्यादा %1 पतों पर भेजें।</translation>
    </message>
    <message>
        <source>Send rejected goods of order %1 again</source>
        <translation>ऑर्डर %1 का अस्वीकृत माल फिर भेजें</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>फिर भेजा</translation>
    </message>
    <message>
        <source>Sent invoices</source>
        <translation>बिलिंग से आए इनवॉइस</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>सेट-अप</translation>
    </message>
    <message>
        <source>Setting: {key:setting}</source>
        <translation>सेटिंग: {key:setting}</translation>
    </message>
    <message>
        <source>Settled ₹</source>
        <translation>निपटा ₹</translation>
    </message>
    <message>
        <source>Several %1 were changed at once. Put them right one by one; the audit trail tells what they were before.</source>
        <translation>एक साथ कई %1 बदले गए। एक-एक करके ठीक करें; पहले क्या था, यह ऑडिट ट्रेल में है।</translation>
    </message>
    <message>
        <source>Several businesses are called %1. Name one by its id: %2.</source>
        <translation>%1 नाम की कई फ़र्में हैं। id देकर एक बताएँ: %2।</translation>
    </message>
    <message>
        <source>Several customers have an order %1. Name the customer too.</source>
        <translation>ऑर्डर %1 कई ग्राहकों का है। ग्राहक का नाम भी दें।</translation>
    </message>
    <message>
        <source>Several papers were made or changed at once. Open them one by one: drafts can be thrown away, challans and invoices cancelled.</source>
        <translation>एक साथ कई काग़ज़ बने या बदले। एक-एक करके खोलें: ड्राफ्ट फेंके जा सकते हैं, चालान और इनवॉइस रद्द किए जा सकते हैं।</translation>
    </message>
    <message>
        <source>Short: what the law asks for and nothing else.</source>
        <translation>छोटा: जितना क़ानून माँगता है, बस उतना ही।</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>कब से</translation>
    </message>
    <message>
        <source>Sl.</source>
        <translation>क्र.</translation>
    </message>
    <message>
        <source>Small print and close rows, many lines to a page.</source>
        <translation>महीन छपाई और पास-पास लाइनें, एक पेज पर ज़्यादा पंक्तियाँ।</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>बिका</translation>
    </message>
    <message>
        <source>Some GSTINs need another look.</source>
        <translation>कुछ GSTIN फिर से देखने होंगे।</translation>
    </message>
    <message>
        <source>Somebody else has changed %1 meanwhile. Open it again and repeat your change.</source>
        <translation>%1 इस बीच किसी और ने बदल दिया। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed challan %1 meanwhile. Open it again and repeat your change.</source>
        <translation>चालान %1 इस बीच किसी और ने बदल दिया। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed one of these parties meanwhile. Look at both again before you merge them.</source>
        <translation>इनमें से एक पार्टी इस बीच किसी और ने बदल दी। मिलाने से पहले दोनों को फिर देखें।</translation>
    </message>
    <message>
        <source>Somebody else has changed this expense meanwhile. Open it again and repeat your change.</source>
        <translation>यह ख़र्च इस बीच किसी और ने बदल दिया। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed this lot meanwhile. Look at it again and repeat your change.</source>
        <translation>यह लॉट इस बीच किसी और ने बदल दिया। फिर से देखकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile. Open it again and repeat your change.</source>
        <translation>यह इस बीच किसी और ने बदल दिया। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed this note meanwhile. Read it again and repeat your change.</source>
        <translation>यह नोट इस बीच किसी और ने बदल दिया। फिर से पढ़कर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed this party meanwhile. Open it again and repeat your change.</source>
        <translation>यह पार्टी इस बीच किसी और ने बदल दी। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed this payment meanwhile. Open it again and repeat your change.</source>
        <translation>यह भुगतान इस बीच किसी और ने बदल दिया। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Somebody else has changed this product meanwhile. Open it again and repeat your change.</source>
        <translation>यह प्रोडक्ट इस बीच किसी और ने बदल दिया। फिर से खोलकर अपना बदलाव दोहराएँ।</translation>
    </message>
    <message>
        <source>Stated as cancelled</source>
        <translation>रद्द बताया गया</translation>
    </message>
    <message>
        <source>Stated as inter-state</source>
        <translation>अंतर-राज्य बताया गया</translation>
    </message>
    <message>
        <source>Stated as intra-state</source>
        <translation>राज्य के भीतर बताया गया</translation>
    </message>
    <message>
        <source>Statement of account of {}</source>
        <translation>{} का खाता विवरण</translation>
    </message>
    <message>
        <source>Stationery</source>
        <translation>स्टेशनरी</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>स्टॉक</translation>
    </message>
    <message>
        <source>Stock is not undone: count it again, or enter the move the other way round.</source>
        <translation>स्टॉक पहले जैसा नहीं किया जाता: फिर गिनें, या उलटी प्रविष्टि करें।</translation>
    </message>
    <message>
        <source>Stock of {product_id:bare}</source>
        <translation>{product_id:bare} का स्टॉक</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2.</source>
        <translation>%2 में से %1 के बाद रोका गया।</translation>
    </message>
    <message>
        <source>Stores receipts (SRV)</source>
        <translation>स्टोर्स रसीदें (SRV)</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>ढंग</translation>
    </message>
    <message>
        <source>Subject to %1 jurisdiction.</source>
        <translation>%1 न्याय क्षेत्र के अधीन।</translation>
    </message>
    <message>
        <source>Subject to the jurisdiction of the courts at the supplier’s place of business.</source>
        <translation>सप्लायर के कार्यस्थल की अदालतों के न्याय क्षेत्र के अधीन।</translation>
    </message>
    <message>
        <source>Supply to a special economic zone, always inter-state (IGST Act s. 7(5))</source>
        <translation>विशेष आर्थिक क्षेत्र (SEZ) को आपूर्ति, हमेशा अंतर-राज्य (IGST अधिनियम धारा 7(5))</translation>
    </message>
    <message>
        <source>Tax is payable on reverse charge: the recipient pays it to the government.</source>
        <translation>टैक्स रिवर्स चार्ज पर देय है: पाने वाला इसे सरकार को देगा।</translation>
    </message>
    <message>
        <source>Tax is payable on reverse charge: the recipient pays ₹ %1 to the government; it is not in the total.</source>
        <translation>टैक्स रिवर्स चार्ज पर देय है: पाने वाला सरकार को ₹ %1 देगा; यह कुल में नहीं है।</translation>
    </message>
    <message>
        <source>That the goods of %1 have arrived is kept.</source>
        <translation>%1 का माल पहुँच चुका है, यह दर्ज ही रहेगा।</translation>
    </message>
    <message>
        <source>The %1 %2 has more than %3 decimals.</source>
        <translation>%1 %2 में दशमलव के बाद %3 से ज़्यादा अंक हैं।</translation>
    </message>
    <message>
        <source>The %1 %2 is blank.</source>
        <translation>%1 %2 ख़ाली है।</translation>
    </message>
    <message>
        <source>The %1 %2 is impossibly large.</source>
        <translation>%1 %2 इतना बड़ा हो ही नहीं सकता।</translation>
    </message>
    <message>
        <source>The %1 has been taken off the list since.</source>
        <translation>यह बाद में सूची से हटा दिया गया: %1।</translation>
    </message>
    <message>
        <source>The %1 is a draft; issue it first.</source>
        <translation>%1 ड्राफ्ट है; पहले इसे जारी करें।</translation>
    </message>
    <message>
        <source>The %1 is cancelled.</source>
        <translation>यह %1 रद्द है।</translation>
    </message>
    <message>
        <source>The %1 is larger than 2 MB. Choose a smaller picture.</source>
        <translation>%1 का आकार 2 MB से ज़्यादा है। छोटा चित्र चुनें।</translation>
    </message>
    <message>
        <source>The %1 must be a PNG or JPEG picture.</source>
        <translation>%1 PNG या JPEG चित्र होना चाहिए।</translation>
    </message>
    <message>
        <source>The %1 “%2” %3 is not a number.</source>
        <translation>%1 “%2” %3 संख्या नहीं है।</translation>
    </message>
    <message>
        <source>The GSTIN %1 of %2 has another PAN than %3, so they are two taxpayers and cannot be one party.</source>
        <translation>%2 के GSTIN %1 का PAN %3 से अलग है, इसलिए वे दो करदाता हैं और एक पार्टी नहीं हो सकते।</translation>
    </message>
    <message>
        <source>The GSTIN belongs to %1, not to %2.</source>
        <translation>GSTIN %1 का है, %2 का नहीं।</translation>
    </message>
    <message>
        <source>The GSTIN belongs to another state than the address.</source>
        <translation>GSTIN पते वाले राज्य का नहीं, किसी और राज्य का है।</translation>
    </message>
    <message>
        <source>The SRV tells when the goods of challan %1 arrived.</source>
        <translation>चालान %1 का माल कब पहुँचा, यह SRV से पता चलता है।</translation>
    </message>
    <message>
        <source>The account of %1 is disabled. Enable it first.</source>
        <translation>%1 का खाता बंद है। पहले इसे चालू करें।</translation>
    </message>
    <message>
        <source>The address and the password do not belong together.</source>
        <translation>पता और पासवर्ड मेल नहीं खाते।</translation>
    </message>
    <message>
        <source>The address of the mail server must look like smtp+starttls://user:password@mail.example.com:587 (or smtps:// or smtp://).</source>
        <translation>मेल सर्वर का पता ऐसा होना चाहिए: smtp+starttls://user:password@mail.example.com:587 (या smtps:// या smtp://)।</translation>
    </message>
    <message>
        <source>The audit trail does not keep what it was before: choose it again by hand.</source>
        <translation>पहले क्या था, यह ऑडिट ट्रेल में नहीं रहता: हाथ से फिर चुनें।</translation>
    </message>
    <message>
        <source>The bill is stated as paid otherwise.%1</source>
        <translation>बिल में भुगतान कुछ और लिखा है।%1</translation>
    </message>
    <message>
        <source>The bill is stated as paid; ₹ %1 of the invoice are open.</source>
        <translation>बिल में चुकता लिखा है; इनवॉइस के ₹ %1 बकाया हैं।</translation>
    </message>
    <message>
        <source>The bill states other totals than its lines come to. The books, the registers and the GST figures go by the lines.</source>
        <translation>बिल में लिखा कुल उसकी पंक्तियों के जोड़ से अलग है। बही, रजिस्टर और GST के आँकड़े पंक्तियों से चलते हैं।</translation>
    </message>
    <message>
        <source>The books are closed until %1, and this is %2 of %3. %4, or ask the owner to open the books (Settings &gt; Closing).</source>
        <translation>बही %1 तक बंद है, और यह %3 का %2 है। %4, या मालिक से बही खुलवाएँ (सेटिंग &gt; बंद करना)।</translation>
    </message>
    <message>
        <source>The books at %1 cannot be used: %2</source>
        <translation>%1 की बही इस्तेमाल नहीं हो सकती: %2</translation>
    </message>
    <message>
        <source>The chain of the audit trail</source>
        <translation>ऑडिट ट्रेल की कड़ी</translation>
    </message>
    <message>
        <source>The challan has no line %1.</source>
        <translation>चालान में पंक्ति %1 नहीं है।</translation>
    </message>
    <message>
        <source>The challan is a draft; issue it first.</source>
        <translation>चालान ड्राफ्ट है; पहले इसे जारी करें।</translation>
    </message>
    <message>
        <source>The challan is cancelled.</source>
        <translation>यह चालान रद्द है।</translation>
    </message>
    <message>
        <source>The code has expired. Ask for a new one.</source>
        <translation>कोड की अवधि ख़त्म हो गई। नया कोड माँगें।</translation>
    </message>
    <message>
        <source>The code in it is worth nothing any more. Have a new one sent.</source>
        <translation>इसमें लिखा कोड अब बेकार है। नया कोड भिजवाएँ।</translation>
    </message>
    <message>
        <source>The column %1 of the table of receipts %2.</source>
        <translation>रसीदों की तालिका का कॉलम %1 %2।</translation>
    </message>
    <message>
        <source>The contract at which they logged in</source>
        <translation>जिस API कॉन्ट्रैक्ट पर लॉग-इन किया</translation>
    </message>
    <message>
        <source>The customer of invoice %1 is no longer in the books.</source>
        <translation>इनवॉइस %1 का ग्राहक अब बही में नहीं है।</translation>
    </message>
    <message>
        <source>The customer's answer to %1 is kept. Enter another answer in Quotations if it was a slip.</source>
        <translation>%1 पर ग्राहक का जवाब दर्ज ही रहेगा। चूक हुई हो तो “कोटेशन” में दूसरा जवाब लिखें।</translation>
    </message>
    <message>
        <source>The date would move the order to another financial year: it would be another order.</source>
        <translation>इस तारीख़ से ऑर्डर दूसरे वित्तीय वर्ष में चला जाएगा: वह दूसरा ऑर्डर होगा।</translation>
    </message>
    <message>
        <source>The day of payment lies more than a month ahead.</source>
        <translation>भुगतान का दिन एक महीने से भी आगे है।</translation>
    </message>
    <message>
        <source>The description “%1” has no item number beside it. Save the page again from the portal.</source>
        <translation>विवरण “%1” के पास आइटम नंबर नहीं है। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The draft of %1 is back.</source>
        <translation>%1 का ड्राफ्ट वापस आ गया।</translation>
    </message>
    <message>
        <source>The draft of %1 lies in the bin; its number is free again.</source>
        <translation>%1 का ड्राफ्ट रद्दी में है; इसका नंबर फिर ख़ाली है।</translation>
    </message>
    <message>
        <source>The entry after this one is missing.</source>
        <translation>इसके बाद वाली प्रविष्टि ग़ायब है।</translation>
    </message>
    <message>
        <source>The entry after this one was altered, or does not follow from it.</source>
        <translation>इसके बाद वाली प्रविष्टि बदली गई है, या इससे जुड़ती नहीं।</translation>
    </message>
    <message>
        <source>The entry before this one is missing.</source>
        <translation>इससे पहले वाली प्रविष्टि ग़ायब है।</translation>
    </message>
    <message>
        <source>The entry before this one was altered.</source>
        <translation>इससे पहले वाली प्रविष्टि बदली गई है।</translation>
    </message>
    <message>
        <source>The expense is as it was before.</source>
        <translation>ख़र्च फिर पहले जैसा है।</translation>
    </message>
    <message>
        <source>The expense is entered again.</source>
        <translation>ख़र्च फिर दर्ज हुआ।</translation>
    </message>
    <message>
        <source>The expense is taken out again; the audit trail keeps it.</source>
        <translation>ख़र्च फिर निकाल दिया गया; ऑडिट ट्रेल में रहेगा।</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>फ़ाइल</translation>
    </message>
    <message>
        <source>The file %1 of order %2 is not what was attached.</source>
        <translation>ऑर्डर %2 की फ़ाइल %1 वैसी नहीं है जैसी लगाई गई थी।</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>फ़ाइल पढ़ी नहीं जा सकी: %1।</translation>
    </message>
    <message>
        <source>The file has %1 MB. No page of the portal is larger than %2 MB, so this must be some other file.</source>
        <translation>फ़ाइल %1 MB की है। पोर्टल का कोई पेज %2 MB से बड़ा नहीं होता, इसलिए यह कोई और फ़ाइल होगी।</translation>
    </message>
    <message>
        <source>The file has far more cells than any page of the portal.</source>
        <translation>फ़ाइल में पोर्टल के किसी भी पेज से बहुत ज़्यादा खाने हैं।</translation>
    </message>
    <message>
        <source>The file holds a purchase order and an SRV page. Save each page to its own file.</source>
        <translation>फ़ाइल में परचेज़ ऑर्डर और SRV पेज दोनों हैं। हर पेज अलग फ़ाइल में सेव करें।</translation>
    </message>
    <message>
        <source>The file holds more than one purchase order page. Save each page to its own file.</source>
        <translation>फ़ाइल में एक से ज़्यादा परचेज़ ऑर्डर पेज हैं। हर पेज अलग फ़ाइल में सेव करें।</translation>
    </message>
    <message>
        <source>The file holds nothing but blanks. Save the page again from the portal.</source>
        <translation>फ़ाइल में ख़ाली जगह के सिवा कुछ नहीं है। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The file is damaged: %1.</source>
        <translation>फ़ाइल ख़राब है: %1।</translation>
    </message>
    <message>
        <source>The file is empty. Save the page again from the portal.</source>
        <translation>फ़ाइल ख़ाली है। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The file is larger than 8 MB; no page of the portal is.</source>
        <translation>फ़ाइल 8 MB से बड़ी है; पोर्टल का कोई पेज इतना बड़ा नहीं होता।</translation>
    </message>
    <message>
        <source>The find box</source>
        <translation>खोज-बॉक्स</translation>
    </message>
    <message>
        <source>The first day lies after the last one.</source>
        <translation>पहला दिन आख़िरी दिन के बाद का है।</translation>
    </message>
    <message>
        <source>The goods move otherwise than by way of supply (CGST Rule 55(1)(c)).</source>
        <translation>माल आपूर्ति के अलावा किसी और कारण से जा रहा है (CGST नियम 55(1)(c))।</translation>
    </message>
    <message>
        <source>The goods of %1 have been received (SRV %2). It can only be put right by a note.</source>
        <translation>%1 का माल मिल चुका है (SRV %2)। अब यह केवल नोट से ठीक हो सकता है।</translation>
    </message>
    <message>
        <source>The goods of invoice %1 have been received (SRV %2). It can only be put right by a note.</source>
        <translation>इनवॉइस %1 का माल मिल चुका है (SRV %2)। अब यह केवल नोट से ठीक हो सकता है।</translation>
    </message>
    <message>
        <source>The goods stay the property of the consigner and are to be returned.</source>
        <translation>माल भेजने वाले की संपत्ति रहेगा और वापस करना होगा।</translation>
    </message>
    <message>
        <source>The goods stay the property of the consigner and are to come back after job work, inputs within one year and capital goods within three (CGST Act section 143).</source>
        <translation>माल भेजने वाले की संपत्ति रहेगा और जॉब वर्क के बाद वापस आएगा, इनपुट एक वर्ष में और पूँजीगत माल तीन वर्ष में (CGST अधिनियम धारा 143)।</translation>
    </message>
    <message>
        <source>The items table has no items. Save the page again from the portal.</source>
        <translation>आइटम की तालिका में कोई आइटम नहीं है। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The kept page %1 (%2) is not what was imported.</source>
        <translation>रखा हुआ पेज %1 (%2) वैसा नहीं है जैसा इम्पोर्ट हुआ था।</translation>
    </message>
    <message>
        <source>The key %1 was revoked. Make one under another name.</source>
        <translation>कुंजी %1 रद्द की जा चुकी है। दूसरे नाम से बनाएँ।</translation>
    </message>
    <message>
        <source>The letter to %1 is being sent just now.</source>
        <translation>%1 का पत्र अभी भेजा जा रहा है।</translation>
    </message>
    <message>
        <source>The letter to %1 is being sent just now. Look again in a moment.</source>
        <translation>%1 का पत्र अभी भेजा जा रहा है। थोड़ी देर में फिर देखें।</translation>
    </message>
    <message>
        <source>The letter to %1 is sent already.</source>
        <translation>%1 का पत्र भेजा जा चुका है।</translation>
    </message>
    <message>
        <source>The log-in has expired. Log in again.</source>
        <translation>लॉग-इन की अवधि ख़त्म हो गई। फिर लॉग-इन करें।</translation>
    </message>
    <message>
        <source>The mail server cannot be reached: %1</source>
        <translation>मेल सर्वर तक पहुँच नहीं हो सकी: %1</translation>
    </message>
    <message>
        <source>The mail server cannot do what is needed: %1</source>
        <translation>मेल सर्वर ज़रूरी काम नहीं कर सकता: %1</translation>
    </message>
    <message>
        <source>The mail server is not who it says it is: %1</source>
        <translation>मेल सर्वर वही नहीं है जो वह ख़ुद को बताता है: %1</translation>
    </message>
    <message>
        <source>The mail server said: %1 %2</source>
        <translation>मेल सर्वर ने कहा: %1 %2</translation>
    </message>
    <message>
        <source>The number was taken while the draft lay in the bin: there is %1 %2 now. Put the draft back with the next number of its series.</source>
        <translation>ड्राफ्ट रद्दी में था, तब तक नंबर किसी और ने ले लिया: अब %1 %2 मौजूद है। ड्राफ्ट को उसकी सीरीज़ के अगले नंबर से वापस रखें।</translation>
    </message>
    <message>
        <source>The office's particulars are as before.</source>
        <translation>ऑफ़िस का विवरण फिर पहले जैसा है।</translation>
    </message>
    <message>
        <source>The old password is not right.</source>
        <translation>पुराना पासवर्ड सही नहीं है।</translation>
    </message>
    <message>
        <source>The order is cancelled.</source>
        <translation>यह ऑर्डर रद्द है।</translation>
    </message>
    <message>
        <source>The order number is blank.</source>
        <translation>ऑर्डर नंबर ख़ाली है।</translation>
    </message>
    <message>
        <source>The page could not be read because of a fault in this program. Nothing of it is in the books; the log file has the details.</source>
        <translation>इस प्रोग्राम की गड़बड़ी से पेज पढ़ा नहीं जा सका। इसका कुछ भी बही में नहीं है; पूरी बात लॉग फ़ाइल में है।</translation>
    </message>
    <message>
        <source>The page describes item %1, but the item is not in the items table. Save the page again from the portal.</source>
        <translation>पेज पर आइटम %1 का विवरण है, पर आइटम तालिका में नहीं है। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The page is %1: %2. Save the page again from the portal.</source>
        <translation>पेज %1 है: %2। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The page is cut off before its first table, so it cannot be told what it is. Save the page again from the portal.</source>
        <translation>पेज पहली तालिका से पहले ही कटा है, इसलिए यह क्या है, पता नहीं चलता। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The page is cut off: the table of receipts does not end. Save the page again from the portal.</source>
        <translation>पेज कटा हुआ है: रसीदों की तालिका ख़त्म नहीं होती। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>The page lists no receipts (SRV) yet, so there is nothing to import.</source>
        <translation>पेज पर अभी कोई रसीद (SRV) नहीं है, इसलिए इम्पोर्ट करने को कुछ नहीं है।</translation>
    </message>
    <message>
        <source>The page was read but could not be stored because of a fault in this program. Nothing of it is in the books; the log file has the details.</source>
        <translation>पेज पढ़ा गया, पर इस प्रोग्राम की गड़बड़ी से रखा नहीं जा सका। इसका कुछ भी बही में नहीं है; पूरी बात लॉग फ़ाइल में है।</translation>
    </message>
    <message>
        <source>The paper became %1</source>
        <translation>काग़ज़ का नंबर %1 हो गया</translation>
    </message>
    <message>
        <source>The paper was deleted</source>
        <translation>काग़ज़ हटाया गया</translation>
    </message>
    <message>
        <source>The paper was removed</source>
        <translation>काग़ज़ निकाल दिया गया</translation>
    </message>
    <message>
        <source>The particulars above are true and correct; the amounts are the price actually charged.</source>
        <translation>ऊपर दिया विवरण सही और सत्य है; राशियाँ वास्तव में ली गई क़ीमत हैं।</translation>
    </message>
    <message>
        <source>The party also has the GSTIN %1, which does not go with this one. Change both in the form of the party.</source>
        <translation>पार्टी का GSTIN %1 भी है, जो इससे मेल नहीं खाता। दोनों को पार्टी के फ़ॉर्म में बदलें।</translation>
    </message>
    <message>
        <source>The password is longer than %1 characters.</source>
        <translation>पासवर्ड %1 अक्षरों से लंबा है।</translation>
    </message>
    <message>
        <source>The payment is as it was before.</source>
        <translation>भुगतान फिर पहले जैसा है।</translation>
    </message>
    <message>
        <source>The payment is entered again.</source>
        <translation>भुगतान फिर दर्ज हुआ।</translation>
    </message>
    <message>
        <source>The payment is taken out again; the audit trail keeps it.</source>
        <translation>भुगतान फिर निकाल दिया गया; ऑडिट ट्रेल में रहेगा।</translation>
    </message>
    <message>
        <source>The percentage %1 is not between 0 and 100.</source>
        <translation>प्रतिशत %1 शून्य से 100 के बीच नहीं है।</translation>
    </message>
    <message>
        <source>The place of supply is not known, so it is taken for another state</source>
        <translation>आपूर्ति का स्थान पता नहीं, इसलिए दूसरा राज्य माना गया</translation>
    </message>
    <message>
        <source>The rates are taken to include GST, as chosen for this invoice</source>
        <translation>इस इनवॉइस के लिए चुने अनुसार रेट में GST शामिल माना गया</translation>
    </message>
    <message>
        <source>The rates include GST %1</source>
        <translation>रेट में GST शामिल है %1</translation>
    </message>
    <message>
        <source>The secret of this installation is another one by now.</source>
        <translation>इस इंस्टॉलेशन का गुप्त कोड अब बदल चुका है।</translation>
    </message>
    <message>
        <source>The settings are as they were before.</source>
        <translation>सेटिंग फिर पहले जैसी है।</translation>
    </message>
    <message>
        <source>The taxable value is what is left after all discounts.</source>
        <translation>कर योग्य मूल्य वह है जो सभी छूट घटाकर बचता है।</translation>
    </message>
    <message>
        <source>The user name %1 is taken.</source>
        <translation>यूज़र नाम %1 किसी और का है।</translation>
    </message>
    <message>
        <source>There cannot be less than nothing.</source>
        <translation>शून्य से कम नहीं हो सकता।</translation>
    </message>
    <message>
        <source>There is a key named %1 already. Choose another name.</source>
        <translation>%1 नाम की कुंजी पहले से है। दूसरा नाम चुनें।</translation>
    </message>
    <message>
        <source>There is a party with this %1 already.</source>
        <translation>इस %1 की पार्टी पहले से है।</translation>
    </message>
    <message>
        <source>There is a product called %1 already.</source>
        <translation>%1 नाम का प्रोडक्ट पहले से है।</translation>
    </message>
    <message>
        <source>There is an account with %1 already.</source>
        <translation>%1 का खाता पहले से है।</translation>
    </message>
    <message>
        <source>There is no %1 %2 in the books.</source>
        <translation>बही में %1 %2 नहीं है।</translation>
    </message>
    <message>
        <source>There is no paper to print.</source>
        <translation>प्रिंट करने को कोई काग़ज़ नहीं है।</translation>
    </message>
    <message>
        <source>There is no picture “%1” on papers.</source>
        <translation>काग़ज़ात पर “%1” नाम का कोई चित्र नहीं है।</translation>
    </message>
    <message>
        <source>There is no product category %1.</source>
        <translation>प्रोडक्ट की %1 श्रेणी नहीं है।</translation>
    </message>
    <message>
        <source>There is no setting “%1”.</source>
        <translation>“%1” नाम की कोई सेटिंग नहीं है।</translation>
    </message>
    <message>
        <source>There is no such entry.</source>
        <translation>ऐसी कोई प्रविष्टि नहीं है।</translation>
    </message>
    <message>
        <source>They may no longer work in this business.</source>
        <translation>वे अब इस फ़र्म में काम नहीं कर सकते।</translation>
    </message>
    <message>
        <source>This call needs a log-in: send the token as “Authorization: Bearer …”.</source>
        <translation>इस कॉल के लिए लॉग-इन ज़रूरी है: टोकन “Authorization: Bearer …” के रूप में भेजें।</translation>
    </message>
    <message>
        <source>This code confirms your address at %1. %2</source>
        <translation>यह कोड %1 में आपका पता पक्का करता है। %2</translation>
    </message>
    <message>
        <source>This code logs you in at %1. %2</source>
        <translation>इस कोड से %1 में लॉग-इन होता है। %2</translation>
    </message>
    <message>
        <source>This colour is too light to be read on paper. Choose a darker one.</source>
        <translation>यह रंग काग़ज़ पर पढ़ने के लिए बहुत हल्का है। गहरा रंग चुनें।</translation>
    </message>
    <message>
        <source>This day has not come yet.</source>
        <translation>यह दिन अभी आया नहीं है।</translation>
    </message>
    <message>
        <source>This dispatch has no %1, only %2.</source>
        <translation>इस डिस्पैच में %1 नहीं है, केवल %2 है।</translation>
    </message>
    <message>
        <source>This document was made by computer.</source>
        <translation>यह दस्तावेज़ कंप्यूटर से बना है।</translation>
    </message>
    <message>
        <source>This does not fit what is in the books already (a number may have been taken meanwhile). Nothing was saved.</source>
        <translation>यह बही में पहले से लिखी बातों से मेल नहीं खाता (शायद नंबर इस बीच किसी और ने ले लिया)। कुछ सेव नहीं हुआ।</translation>
    </message>
    <message>
        <source>This empties the order book. Send the confirmation phrase that Settings &gt; Books shows.</source>
        <translation>इससे ऑर्डर बही ख़ाली हो जाएगी। सेटिंग &gt; बही में जो वाक्य दिखता है, वही पुष्टि के लिए भेजें।</translation>
    </message>
    <message>
        <source>This entry was altered, or the one before it.</source>
        <translation>यह प्रविष्टि या इससे पहले वाली बदली गई है।</translation>
    </message>
    <message>
        <source>This holds characters that cannot be printed.</source>
        <translation>इसमें ऐसे अक्षर हैं जो छप नहीं सकते।</translation>
    </message>
    <message>
        <source>This is %1, not a web page. Save the page from the portal as a web page.</source>
        <translation>यह %1 है, वेब पेज नहीं। पोर्टल से पेज को वेब पेज के रूप में सेव करें।</translation>
    </message>
    <message>
        <source>This is a text, not a web page. Save the page again from the portal.</source>
        <translation>यह टेक्स्ट है, वेब पेज नहीं। पोर्टल से पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>This is a web archive (MHTML). Save the page again as “Web page, HTML only”.</source>
        <translation>यह वेब आर्काइव (MHTML) है। पेज फिर “Web page, HTML only” के रूप में सेव करें।</translation>
    </message>
    <message>
        <source>This is a web page, but neither a purchase order nor an SRV page of the portal.</source>
        <translation>यह वेब पेज है, पर न पोर्टल का परचेज़ ऑर्डर है, न SRV पेज।</translation>
    </message>
    <message>
        <source>This is not a date.</source>
        <translation>यह तारीख़ नहीं है।</translation>
    </message>
    <message>
        <source>This is not a saved web page (.html or .htm).</source>
        <translation>यह सेव किया हुआ वेब पेज (.html या .htm) नहीं है।</translation>
    </message>
    <message>
        <source>This is not a web page but some other kind of file.</source>
        <translation>यह वेब पेज नहीं, किसी और तरह की फ़ाइल है।</translation>
    </message>
    <message>
        <source>This is not a web page that can be read. Save it again.</source>
        <translation>यह पढ़ने लायक़ वेब पेज नहीं है। फिर सेव करें।</translation>
    </message>
    <message>
        <source>This is not right: %1.</source>
        <translation>यह सही नहीं है: %1।</translation>
    </message>
    <message>
        <source>This is not the code.</source>
        <translation>यह वह कोड नहीं है।</translation>
    </message>
    <message>
        <source>This is not the password.</source>
        <translation>यह पासवर्ड सही नहीं है।</translation>
    </message>
    <message>
        <source>This is put right where it was chosen, in the settings.</source>
        <translation>जहाँ चुना था, वहीं सेटिंग में ठीक करें।</translation>
    </message>
    <message>
        <source>This is the portal's login page, not a purchase order or SRV page: log in and save the page again.</source>
        <translation>यह पोर्टल का लॉग-इन पेज है, परचेज़ ऑर्डर या SRV पेज नहीं: लॉग-इन करके पेज फिर सेव करें।</translation>
    </message>
    <message>
        <source>This is too large.</source>
        <translation>यह बहुत बड़ा है।</translation>
    </message>
    <message>
        <source>This is too long: 2,000 characters at most.</source>
        <translation>यह बहुत लंबा है: ज़्यादा से ज़्यादा 2,000 अक्षर।</translation>
    </message>
    <message>
        <source>This is too long: {limit} characters at most.</source>
        <translation>यह बहुत लंबा है: ज़्यादा से ज़्यादा {limit} अक्षर।</translation>
    </message>
    <message>
        <source>This is too small.</source>
        <translation>यह बहुत छोटा है।</translation>
    </message>
    <message>
        <source>This log-in is not valid here. Log in again.</source>
        <translation>यह लॉग-इन यहाँ मान्य नहीं है। फिर लॉग-इन करें।</translation>
    </message>
    <message>
        <source>This must be a number.</source>
        <translation>यहाँ संख्या होनी चाहिए।</translation>
    </message>
    <message>
        <source>This must be a whole number.</source>
        <translation>यहाँ पूर्ण संख्या होनी चाहिए।</translation>
    </message>
    <message>
        <source>This must be text.</source>
        <translation>यहाँ टेक्स्ट होना चाहिए।</translation>
    </message>
    <message>
        <source>Thrown away or deleted: their numbers are free</source>
        <translation>फेंके या हटाए हुए: इनके नंबर ख़ाली हैं</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>समय</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>जाँचना है</translation>
    </message>
    <message>
        <source>To replace</source>
        <translation>बदलना है</translation>
    </message>
    <message>
        <source>To set your password, choose “Forgot password” in your program, or have the office set one for you. Asked for the code, give the one above: it is good for 3 days. Ask for no other in between, else only the newest counts.</source>
        <translation>अपना पासवर्ड तय करने के लिए अपने प्रोग्राम में “Forgot password” चुनें, या ऑफ़िस से तय करवाएँ। कोड पूछने पर ऊपर वाला कोड दें: यह 3 दिन तक चलेगा। बीच में दूसरा कोड न माँगें, नहीं तो केवल सबसे नया चलेगा।</translation>
    </message>
    <message>
        <source>Tokens hold from</source>
        <translation>टोकन कब से मान्य</translation>
    </message>
    <message>
        <source>Too many tries. Wait %1 and try again.</source>
        <translation>बहुत बार कोशिश हो चुकी। %1 रुककर फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>ढुलाई</translation>
    </message>
    <message>
        <source>Trial mail of SenstoSales</source>
        <translation>SenstoSales की जाँच मेल</translation>
    </message>
    <message>
        <source>Two items have the same number.</source>
        <translation>दो आइटमों का नंबर एक ही है।</translation>
    </message>
    <message>
        <source>Typed numbers of another style</source>
        <translation>हाथ से लिखे, दूसरे ढंग के नंबर</translation>
    </message>
    <message>
        <source>Undone right after it was made</source>
        <translation>बनाने के तुरंत बाद वापस लिया</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>बकाया</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>कब तक</translation>
    </message>
    <message>
        <source>Usual buyer</source>
        <translation>आम ख़रीदार</translation>
    </message>
    <message>
        <source>Utilities</source>
        <translation>बिजली-पानी</translation>
    </message>
    <message>
        <source>Value ordered and value dispatched, month by month.</source>
        <translation>ऑर्डर का मूल्य और भेजे माल का मूल्य, माहवार।</translation>
    </message>
    <message>
        <source>Vanished</source>
        <translation>पेज से हटा</translation>
    </message>
    <message>
        <source>Vehicle No.</source>
        <translation>गाड़ी नं.</translation>
    </message>
    <message>
        <source>Vouchers</source>
        <translation>वाउचर</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>इंतज़ार में</translation>
    </message>
    <message>
        <source>What is not paid, credited or deducted yet</source>
        <translation>जिसका भुगतान, क्रेडिट या कटौती अभी नहीं हुई</translation>
    </message>
    <message>
        <source>What left on the day, line by line.</source>
        <translation>उस दिन क्या गया, पंक्ति के अनुसार।</translation>
    </message>
    <message>
        <source>What the audit trail knows</source>
        <translation>ऑडिट ट्रेल के अनुसार</translation>
    </message>
    <message>
        <source>What the audit trail must tell</source>
        <translation>ऑडिट ट्रेल में जो होना चाहिए</translation>
    </message>
    <message>
        <source>What the find box looks at did not agree with the books in %1 places (the first: %2). Nothing else depends on it.</source>
        <translation>खोज-बॉक्स की सूची %1 जगह बही से मेल नहीं खाती थी (पहली: %2)। और कुछ इस पर निर्भर नहीं है।</translation>
    </message>
    <message>
        <source>What the party owes us</source>
        <translation>पार्टी से हमें कितना मिलना है</translation>
    </message>
    <message>
        <source>Where the exact quantity is not known at dispatch, the quantity stated is provisional.</source>
        <translation>भेजते समय सही मात्रा पता न हो तो लिखी मात्रा अस्थायी है।</translation>
    </message>
    <message>
        <source>Why it came back to billing</source>
        <translation>बिलिंग में वापस क्यों आया</translation>
    </message>
    <message>
        <source>Window, command line or REST</source>
        <translation>विंडो, कमांड लाइन या REST</translation>
    </message>
    <message>
        <source>With %1 the files of order %2 would be larger than %3 together. Remove one that is not needed any more.</source>
        <translation>%1 लगाने से ऑर्डर %2 की फ़ाइलें मिलाकर %3 से ज़्यादा हो जाएँगी। जिसकी ज़रूरत नहीं रही, उसे हटाएँ।</translation>
    </message>
    <message>
        <source>With this code you set a new password at %1. %2</source>
        <translation>इस कोड से आप %1 में नया पासवर्ड तय करते हैं। %2</translation>
    </message>
    <message>
        <source>With what notes added or credited</source>
        <translation>डेबिट-क्रेडिट नोट जोड़-घटाकर</translation>
    </message>
    <message>
        <source>Worth ₹</source>
        <translation>स्टॉक मूल्य ₹</translation>
    </message>
    <message>
        <source>Write a %1 on invoice %2</source>
        <translation>इनवॉइस %2 पर %1 लिखें</translation>
    </message>
    <message>
        <source>Write a colour as # and six figures, such as #1C3A5E.</source>
        <translation>रंग # और छह अक्षरों में लिखें, जैसे #1C3A5E।</translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation>पहले कुछ लिखें।</translation>
    </message>
    <message>
        <source>Write the day as 2026-03-31.</source>
        <translation>दिन ऐसे लिखें: 2026-03-31।</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>वर्ष</translation>
    </message>
    <message>
        <source>Your account</source>
        <translation>आपका खाता</translation>
    </message>
    <message>
        <source>Your code to confirm this address</source>
        <translation>पता पक्का करने का आपका कोड</translation>
    </message>
    <message>
        <source>Your code to log in</source>
        <translation>लॉग-इन करने का आपका कोड</translation>
    </message>
    <message>
        <source>Your code to set a new password</source>
        <translation>नया पासवर्ड तय करने का आपका कोड</translation>
    </message>
    <message>
        <source>Your office's state is not known, so it cannot be told which GST applies. Enter your GSTIN or state under Settings &gt; Office.</source>
        <translation>आपके ऑफ़िस का राज्य पता नहीं है, इसलिए कौन सा GST लगेगा, यह नहीं कहा जा सकता। सेटिंग &gt; ऑफ़िस में अपना GSTIN या राज्य लिखें।</translation>
    </message>
    <message>
        <source>Your order No.</source>
        <translation>आपका ऑर्डर नं.</translation>
    </message>
    <message>
        <source>Zero-rated under letter of undertaking, no IGST</source>
        <translation>लेटर ऑफ़ अंडरटेकिंग (LUT) पर शून्य दर, IGST नहीं</translation>
    </message>
    <message>
        <source>[IPv6:%1]</source>
        <translation>[IPv6:%1]</translation>
    </message>
    <message>
        <source>a 7-Zip archive</source>
        <translation>7-Zip फ़ाइल</translation>
    </message>
    <message>
        <source>a ZIP archive or an Office document</source>
        <translation>ZIP फ़ाइल या Office दस्तावेज़</translation>
    </message>
    <message>
        <source>a challan or invoice for order %1</source>
        <translation>ऑर्डर %1 का चालान या इनवॉइस</translation>
    </message>
    <message>
        <source>a compressed file</source>
        <translation>कम्प्रेस की हुई फ़ाइल</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>डेटाबेस</translation>
    </message>
    <message>
        <source>a figure</source>
        <translation>एक अंक</translation>
    </message>
    <message>
        <source>a label</source>
        <translation>लेबल</translation>
    </message>
    <message>
        <source>a letter</source>
        <translation>एक अक्षर</translation>
    </message>
    <message>
        <source>a letter or a figure</source>
        <translation>एक अक्षर या अंक</translation>
    </message>
    <message>
        <source>a payment</source>
        <translation>भुगतान</translation>
    </message>
    <message>
        <source>a picture (GIF)</source>
        <translation>चित्र (GIF)</translation>
    </message>
    <message>
        <source>a picture (JPEG)</source>
        <translation>चित्र (JPEG)</translation>
    </message>
    <message>
        <source>a picture (PNG)</source>
        <translation>चित्र (PNG)</translation>
    </message>
    <message>
        <source>a price must not be made from a binary number</source>
        <translation>क़ीमत बाइनरी संख्या से नहीं बनाई जा सकती</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>प्रोग्राम</translation>
    </message>
    <message>
        <source>a read session cannot change the books</source>
        <translation>केवल पढ़ने वाला सत्र बही नहीं बदल सकता</translation>
    </message>
    <message>
        <source>a rich text document</source>
        <translation>rich text दस्तावेज़</translation>
    </message>
    <message>
        <source>accepted quantity</source>
        <translation>स्वीकृत मात्रा</translation>
    </message>
    <message>
        <source>after tax</source>
        <translation>टैक्स के बाद</translation>
    </message>
    <message>
        <source>amendment number</source>
        <translation>संशोधन नंबर</translation>
    </message>
    <message>
        <source>an entry of the stock</source>
        <translation>स्टॉक की प्रविष्टि</translation>
    </message>
    <message>
        <source>an expense</source>
        <translation>ख़र्च</translation>
    </message>
    <message>
        <source>an item of order %1</source>
        <translation>ऑर्डर %1 का आइटम</translation>
    </message>
    <message>
        <source>an old Office document</source>
        <translation>पुराना Office दस्तावेज़</translation>
    </message>
    <message>
        <source>an order</source>
        <translation>ऑर्डर</translation>
    </message>
    <message>
        <source>an order that is in the books</source>
        <translation>ऐसा ऑर्डर जो बही में हो</translation>
    </message>
    <message>
        <source>an unknown state</source>
        <translation>अनजान राज्य</translation>
    </message>
    <message>
        <source>another party</source>
        <translation>दूसरी पार्टी</translation>
    </message>
    <message>
        <source>another program has kept them busy for %1 seconds. Try again.</source>
        <translation>दूसरा प्रोग्राम %1 सेकंड से इसे इस्तेमाल कर रहा है। फिर कोशिश करें।</translation>
    </message>
    <message>
        <source>answer to %1</source>
        <translation>%1 का जवाब</translation>
    </message>
    <message>
        <source>as placed</source>
        <translation>जैसा ऑर्डर मिला था</translation>
    </message>
    <message>
        <source>at most 16 of A–Z, 0–9, “-” and “/”, unlike any other</source>
        <translation>ज़्यादा से ज़्यादा 16: A–Z, 0–9, “-” और “/”, बाक़ी सबसे अलग</translation>
    </message>
    <message>
        <source>audit entries</source>
        <translation>ऑडिट प्रविष्टियाँ</translation>
    </message>
    <message>
        <source>because the order says “%1”</source>
        <translation>क्योंकि ऑर्डर में “%1” लिखा है</translation>
    </message>
    <message>
        <source>before tax</source>
        <translation>टैक्स से पहले</translation>
    </message>
    <message>
        <source>beside a description</source>
        <translation>(विवरण के पास)</translation>
    </message>
    <message>
        <source>books closed until</source>
        <translation>बही कब तक बंद</translation>
    </message>
    <message>
        <source>bulk statements pass the audit trail by: add and change the rows</source>
        <translation>थोक आदेश ऑडिट ट्रेल से बच निकलते हैं: लाइनें जोड़ें और बदलें</translation>
    </message>
    <message>
        <source>business added or removed</source>
        <translation>फ़र्म जोड़ी या हटाई</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>हाथ से</translation>
    </message>
    <message>
        <source>challan date</source>
        <translation>चालान तारीख़</translation>
    </message>
    <message>
        <source>change in %1</source>
        <translation>%1 में बदलाव</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>कमांड लाइन</translation>
    </message>
    <message>
        <source>consignment note date</source>
        <translation>बिल्टी की तारीख़</translation>
    </message>
    <message>
        <source>credit notes</source>
        <translation>क्रेडिट नोट</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>कटा हुआ</translation>
    </message>
    <message>
        <source>debit notes</source>
        <translation>डेबिट नोट</translation>
    </message>
    <message>
        <source>delivery challan</source>
        <translation>डिलीवरी चालान</translation>
    </message>
    <message>
        <source>delivery challans</source>
        <translation>डिलीवरी चालान</translation>
    </message>
    <message>
        <source>delivery quantity</source>
        <translation>डिलीवरी मात्रा</translation>
    </message>
    <message>
        <source>draft in the bin</source>
        <translation>रद्दी में पड़ा ड्राफ्ट</translation>
    </message>
    <message>
        <source>draft of %1 made</source>
        <translation>%1 का ड्राफ्ट बना</translation>
    </message>
    <message>
        <source>draft of %1 put back</source>
        <translation>%1 का ड्राफ्ट वापस रखा</translation>
    </message>
    <message>
        <source>draft of %1 thrown away</source>
        <translation>%1 का ड्राफ्ट फेंका</translation>
    </message>
    <message>
        <source>encryption of the mail server</source>
        <translation>मेल सर्वर का एन्क्रिप्शन</translation>
    </message>
    <message>
        <source>entry of the audit trail</source>
        <translation>ऑडिट ट्रेल की प्रविष्टि</translation>
    </message>
    <message>
        <source>expense changed</source>
        <translation>ख़र्च बदला</translation>
    </message>
    <message>
        <source>expense of %1 deleted</source>
        <translation>%1 का ख़र्च हटाया</translation>
    </message>
    <message>
        <source>expense of %1 entered</source>
        <translation>%1 का ख़र्च दर्ज हुआ</translation>
    </message>
    <message>
        <source>finance date</source>
        <translation>वित्त विभाग की तारीख़</translation>
    </message>
    <message>
        <source>for challan %1</source>
        <translation>चालान %1 के लिए</translation>
    </message>
    <message>
        <source>further line</source>
        <translation>और पंक्ति</translation>
    </message>
    <message>
        <source>has a cess without cessType</source>
        <translation>में cessType के बिना सेस है</translation>
    </message>
    <message>
        <source>has a discount without discountType</source>
        <translation>में discountType के बिना छूट है</translation>
    </message>
    <message>
        <source>has too many decimals</source>
        <translation>में दशमलव के अंक ज़्यादा हैं</translation>
    </message>
    <message>
        <source>in order %1</source>
        <translation>ऑर्डर %1 में</translation>
    </message>
    <message>
        <source>in row %1</source>
        <translation>(लाइन %1)</translation>
    </message>
    <message>
        <source>in the items table</source>
        <translation>(आइटम की तालिका में)</translation>
    </message>
    <message>
        <source>is below zero</source>
        <translation>शून्य से कम है</translation>
    </message>
    <message>
        <source>is blank</source>
        <translation>ख़ाली है</translation>
    </message>
    <message>
        <source>is corrected by %1</source>
        <translation>का सुधार %1 से हुआ है</translation>
    </message>
    <message>
        <source>is impossible</source>
        <translation>हो ही नहीं सकता</translation>
    </message>
    <message>
        <source>is impossibly large</source>
        <translation>इतना बड़ा हो ही नहीं सकता</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>नहीं है</translation>
    </message>
    <message>
        <source>is not a date</source>
        <translation>तारीख़ नहीं है</translation>
    </message>
    <message>
        <source>is not a number</source>
        <translation>संख्या नहीं है</translation>
    </message>
    <message>
        <source>is not a whole number</source>
        <translation>पूर्ण संख्या नहीं है</translation>
    </message>
    <message>
        <source>is not right (%1)</source>
        <translation>सही नहीं है (%1)</translation>
    </message>
    <message>
        <source>it has neither a number of its own nor items.</source>
        <translation>इसमें न अपना नंबर है, न आइटम।</translation>
    </message>
    <message>
        <source>it has paid on account.</source>
        <translation>इसने खाते में (ऑन अकाउंट) भुगतान किया है।</translation>
    </message>
    <message>
        <source>it is the default buyer. Choose another one in Parties first.</source>
        <translation>यह डिफ़ॉल्ट ख़रीदार है। पहले “पार्टियाँ” में दूसरा चुनें।</translation>
    </message>
    <message>
        <source>item in order %1 with the id</source>
        <translation>ऑर्डर %1 का आइटम id</translation>
    </message>
    <message>
        <source>item number</source>
        <translation>आइटम नंबर</translation>
    </message>
    <message>
        <source>item value</source>
        <translation>आइटम का मूल्य</translation>
    </message>
    <message>
        <source>item value is not rate x quantity</source>
        <translation>आइटम का मूल्य रेट x मात्रा नहीं है</translation>
    </message>
    <message>
        <source>item value is not rate x quantity (%1 x %2)</source>
        <translation>आइटम का मूल्य रेट x मात्रा नहीं है (%1 x %2)</translation>
    </message>
    <message>
        <source>its date</source>
        <translation>इसकी तारीख़</translation>
    </message>
    <message>
        <source>its folder is read-only. Allow writing to it, or choose another folder.</source>
        <translation>इसके फ़ोल्डर में लिखने की अनुमति नहीं है। अनुमति दें, या दूसरा फ़ोल्डर चुनें।</translation>
    </message>
    <message>
        <source>its party</source>
        <translation>उसकी पार्टी</translation>
    </message>
    <message>
        <source>its total is impossibly large.</source>
        <translation>इसका कुल इतना बड़ा हो ही नहीं सकता।</translation>
    </message>
    <message>
        <source>job work</source>
        <translation>जॉब वर्क</translation>
    </message>
    <message>
        <source>kept among the products</source>
        <translation>प्रोडक्ट सूची में रखा</translation>
    </message>
    <message>
        <source>kept as history</source>
        <translation>पुराने रिकॉर्ड में रखा</translation>
    </message>
    <message>
        <source>left in item %1</source>
        <translation>आइटम %1 में बाक़ी</translation>
    </message>
    <message>
        <source>left in lot %1 of item %2</source>
        <translation>आइटम %2 के लॉट %1 में बाक़ी</translation>
    </message>
    <message>
        <source>lot number</source>
        <translation>लॉट नंबर</translation>
    </message>
    <message>
        <source>lot of item %1 with the id</source>
        <translation>आइटम %1 का लॉट id</translation>
    </message>
    <message>
        <source>mail server</source>
        <translation>मेल सर्वर</translation>
    </message>
    <message>
        <source>more was received than challan %1 sent</source>
        <translation>चालान %1 में जितना भेजा, उससे ज़्यादा मिला</translation>
    </message>
    <message>
        <source>must be %1</source>
        <translation>%1 होना चाहिए</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>सूची (list) होनी चाहिए</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>संख्या होनी चाहिए</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>ऑब्जेक्ट होना चाहिए</translation>
    </message>
    <message>
        <source>must be between 0 and 100</source>
        <translation>0 से 100 के बीच होना चाहिए</translation>
    </message>
    <message>
        <source>must be text</source>
        <translation>टेक्स्ट होना चाहिए</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>true या false होना चाहिए</translation>
    </message>
    <message>
        <source>must not be less than 0</source>
        <translation>0 से कम नहीं हो सकता</translation>
    </message>
    <message>
        <source>neither a challan nor a tax invoice</source>
        <translation>न चालान, न टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>no longer on the page: cancelled, not erased</source>
        <translation>पेज पर अब नहीं है: रद्द किया, मिटाया नहीं</translation>
    </message>
    <message>
        <source>no order with this number has been imported</source>
        <translation>इस नंबर का कोई ऑर्डर इम्पोर्ट नहीं हुआ</translation>
    </message>
    <message>
        <source>no such paper was issued for this order in that financial year</source>
        <translation>उस वित्तीय वर्ष में इस ऑर्डर का ऐसा कोई काग़ज़ जारी नहीं हुआ</translation>
    </message>
    <message>
        <source>not complete</source>
        <translation>अधूरा</translation>
    </message>
    <message>
        <source>not inclusive</source>
        <translation>शामिल नहीं</translation>
    </message>
    <message>
        <source>not on the page</source>
        <translation>पेज पर नहीं</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>पक्का नहीं किया</translation>
    </message>
    <message>
        <source>number style of challans</source>
        <translation>चालान के नंबर का ढंग</translation>
    </message>
    <message>
        <source>number style of credit notes</source>
        <translation>क्रेडिट नोट के नंबर का ढंग</translation>
    </message>
    <message>
        <source>number style of debit notes</source>
        <translation>डेबिट नोट के नंबर का ढंग</translation>
    </message>
    <message>
        <source>number style of invoices</source>
        <translation>इनवॉइस के नंबर का ढंग</translation>
    </message>
    <message>
        <source>number style of quotations</source>
        <translation>कोटेशन के नंबर का ढंग</translation>
    </message>
    <message>
        <source>of item %1</source>
        <translation>(आइटम %1)</translation>
    </message>
    <message>
        <source>of item %1 lot %2</source>
        <translation>(आइटम %1 लॉट %2)</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>%1 को</translation>
    </message>
    <message>
        <source>on approval</source>
        <translation>अप्रूवल पर</translation>
    </message>
    <message>
        <source>order %1 is from this party.</source>
        <translation>ऑर्डर %1 इसी पार्टी का है।</translation>
    </message>
    <message>
        <source>order item number</source>
        <translation>ऑर्डर आइटम नंबर</translation>
    </message>
    <message>
        <source>order number</source>
        <translation>ऑर्डर नंबर</translation>
    </message>
    <message>
        <source>ordered quantity is not the sum of the lots (%1)</source>
        <translation>ऑर्डर मात्रा लॉटों का जोड़ नहीं है (%1)</translation>
    </message>
    <message>
        <source>other than supply</source>
        <translation>आपूर्ति के अलावा</translation>
    </message>
    <message>
        <source>owes nothing yet</source>
        <translation>पर अभी कोई बकाया नहीं</translation>
    </message>
    <message>
        <source>particulars of the office changed</source>
        <translation>ऑफ़िस का विवरण बदला</translation>
    </message>
    <message>
        <source>password at the mail server</source>
        <translation>मेल सर्वर का पासवर्ड</translation>
    </message>
    <message>
        <source>payment changed</source>
        <translation>भुगतान बदला</translation>
    </message>
    <message>
        <source>payment of %1 deleted</source>
        <translation>%1 का भुगतान हटाया</translation>
    </message>
    <message>
        <source>payment of %1 entered</source>
        <translation>%1 का भुगतान दर्ज हुआ</translation>
    </message>
    <message>
        <source>port of the mail server</source>
        <translation>मेल सर्वर का पोर्ट</translation>
    </message>
    <message>
        <source>purchase order</source>
        <translation>परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>purchase orders</source>
        <translation>परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>received is not accepted + rejected (%1 + %2)</source>
        <translation>मिला, स्वीकृत + अस्वीकृत (%1 + %2) के बराबर नहीं</translation>
    </message>
    <message>
        <source>received quantity is not accepted + rejected (%1 + %2)</source>
        <translation>मिली मात्रा, स्वीकृत + अस्वीकृत (%1 + %2) के बराबर नहीं</translation>
    </message>
    <message>
        <source>rejected of item %1</source>
        <translation>आइटम %1 के अस्वीकृत माल में</translation>
    </message>
    <message>
        <source>rejected quantity</source>
        <translation>अस्वीकृत मात्रा</translation>
    </message>
    <message>
        <source>revision number</source>
        <translation>REV नंबर</translation>
    </message>
    <message>
        <source>rupees must not be made from a binary number</source>
        <translation>रुपये बाइनरी संख्या से नहीं बनाए जा सकते</translation>
    </message>
    <message>
        <source>sender of mails</source>
        <translation>मेल भेजने वाले का पता</translation>
    </message>
    <message>
        <source>sent invoice</source>
        <translation>बिलिंग से आया इनवॉइस</translation>
    </message>
    <message>
        <source>settings changed</source>
        <translation>सेटिंग बदली</translation>
    </message>
    <message>
        <source>sign-up over REST</source>
        <translation>REST से साइन-अप</translation>
    </message>
    <message>
        <source>something gone</source>
        <translation>जो अब नहीं है</translation>
    </message>
    <message>
        <source>stands twice</source>
        <translation>दो बार है</translation>
    </message>
    <message>
        <source>stock counted or moved</source>
        <translation>स्टॉक गिना या बदला</translation>
    </message>
    <message>
        <source>store receipt</source>
        <translation>स्टोर्स रसीद</translation>
    </message>
    <message>
        <source>subject of mails with papers</source>
        <translation>काग़ज़ात वाली मेल का विषय</translation>
    </message>
    <message>
        <source>taken away</source>
        <translation>हटाया गया</translation>
    </message>
    <message>
        <source>tax invoice</source>
        <translation>टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>tax invoice %1</source>
        <translation>टैक्स इनवॉइस %1</translation>
    </message>
    <message>
        <source>tax invoice date</source>
        <translation>टैक्स इनवॉइस तारीख़</translation>
    </message>
    <message>
        <source>tax invoices</source>
        <translation>टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>tax note</source>
        <translation>टैक्स नोट</translation>
    </message>
    <message>
        <source>text of mails with papers</source>
        <translation>काग़ज़ात वाली मेल का संदेश</translation>
    </message>
    <message>
        <source>the backup could not be put back: %1.</source>
        <translation>बैकअप वापस नहीं लाया जा सका: %1।</translation>
    </message>
    <message>
        <source>the backup failed: %1.</source>
        <translation>बैकअप नहीं बन सका: %1।</translation>
    </message>
    <message>
        <source>the buyer's order</source>
        <translation>ख़रीदार का ऑर्डर</translation>
    </message>
    <message>
        <source>the disk is full. Free some space and try again; nothing was lost.</source>
        <translation>डिस्क भर गई है। जगह ख़ाली करके फिर कोशिश करें; कुछ खोया नहीं है।</translation>
    </message>
    <message>
        <source>the end of its foot is missing</source>
        <translation>निचले भाग का अंत नहीं है</translation>
    </message>
    <message>
        <source>the file cannot be read: %1.</source>
        <translation>फ़ाइल पढ़ी नहीं जा सकी: %1।</translation>
    </message>
    <message>
        <source>the file is damaged (%1). Restore the last backup.</source>
        <translation>फ़ाइल ख़राब है (%1)। पिछला बैकअप वापस लाएँ।</translation>
    </message>
    <message>
        <source>the file is damaged. Restore the last backup (senstosales restore).</source>
        <translation>फ़ाइल ख़राब है। पिछला बैकअप वापस लाएँ (senstosales restore)।</translation>
    </message>
    <message>
        <source>the file is read-only. Allow writing to it, or copy it to another folder.</source>
        <translation>फ़ाइल में लिखने की अनुमति नहीं है। अनुमति दें, या इसे दूसरे फ़ोल्डर में कॉपी करें।</translation>
    </message>
    <message>
        <source>the folder cannot be made: %1.</source>
        <translation>फ़ोल्डर नहीं बन सका: %1।</translation>
    </message>
    <message>
        <source>the items table does not end and the foot with total value and supplier is missing</source>
        <translation>आइटम की तालिका ख़त्म नहीं होती, और कुल मूल्य और सप्लायर वाला निचला भाग नहीं है</translation>
    </message>
    <message>
        <source>the items table is missing</source>
        <translation>आइटम की तालिका नहीं है</translation>
    </message>
    <message>
        <source>the letterhead above PURCHASE ORDER DETAILS is missing</source>
        <translation>PURCHASE ORDER DETAILS के ऊपर का लेटरहेड नहीं है</translation>
    </message>
    <message>
        <source>the lot rows of one item differ</source>
        <translation>एक ही आइटम की लॉट वाली लाइनें अलग-अलग हैं</translation>
    </message>
    <message>
        <source>the lots do not add up to the quantity ordered</source>
        <translation>लॉट जोड़ने पर ऑर्डर मात्रा नहीं आती</translation>
    </message>
    <message>
        <source>the order book</source>
        <translation>ऑर्डर बही</translation>
    </message>
    <message>
        <source>the order has no such item</source>
        <translation>ऑर्डर में ऐसा आइटम नहीं है</translation>
    </message>
    <message>
        <source>the original</source>
        <translation>मूल</translation>
    </message>
    <message>
        <source>the review queue</source>
        <translation>समीक्षा सूची</translation>
    </message>
    <message>
        <source>the row INSPECTION BY is missing</source>
        <translation>INSPECTION BY वाली लाइन नहीं है</translation>
    </message>
    <message>
        <source>the row below %1 has %2 cells, not %3</source>
        <translation>%1 के नीचे की लाइन में %2 खाने हैं, %3 नहीं</translation>
    </message>
    <message>
        <source>the row with the payment terms is missing</source>
        <translation>भुगतान की शर्तों वाली लाइन नहीं है</translation>
    </message>
    <message>
        <source>the rows with PO value are missing</source>
        <translation>PO मूल्य की लाइनें नहीं हैं</translation>
    </message>
    <message>
        <source>the rows with net PO value are missing</source>
        <translation>शुद्ध PO मूल्य की लाइनें नहीं हैं</translation>
    </message>
    <message>
        <source>the rows with order number and date are missing</source>
        <translation>ऑर्डर नंबर और तारीख़ की लाइनें नहीं हैं</translation>
    </message>
    <message>
        <source>the same GSTIN</source>
        <translation>वही GSTIN</translation>
    </message>
    <message>
        <source>the same e-mail</source>
        <translation>वही ई-मेल</translation>
    </message>
    <message>
        <source>the same name</source>
        <translation>वही नाम</translation>
    </message>
    <message>
        <source>the same phone</source>
        <translation>वही फ़ोन</translation>
    </message>
    <message>
        <source>the secret of this installation, %1, cannot be read: %2.</source>
        <translation>इस इंस्टॉलेशन की गुप्त फ़ाइल %1 पढ़ी नहीं जा सकी: %2।</translation>
    </message>
    <message>
        <source>the settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>the tax invoice %1 belongs to another challan</source>
        <translation>टैक्स इनवॉइस %1 दूसरे चालान का है</translation>
    </message>
    <message>
        <source>there is no such file.</source>
        <translation>ऐसी कोई फ़ाइल नहीं है।</translation>
    </message>
    <message>
        <source>there is nothing below %1</source>
        <translation>%1 के नीचे कुछ नहीं है</translation>
    </message>
    <message>
        <source>they could not be brought up to date and are as they were (%1).</source>
        <translation>इसे नए रूप में नहीं लाया जा सका, यह पहले जैसी ही है (%1)।</translation>
    </message>
    <message>
        <source>they were written by a newer SenstoSales. Install the newer program here too.</source>
        <translation>इसे नए SenstoSales ने लिखा है। यहाँ भी नया प्रोग्राम इंस्टॉल करें।</translation>
    </message>
    <message>
        <source>this database belongs to some other program.</source>
        <translation>यह डेटाबेस किसी और प्रोग्राम का है।</translation>
    </message>
    <message>
        <source>this file is not a set of books, or it is damaged. Restore the last backup.</source>
        <translation>यह फ़ाइल बही नहीं है, या ख़राब है। पिछला बैकअप वापस लाएँ।</translation>
    </message>
    <message>
        <source>this folder is on a network share, where SQLite books get damaged. Keep them on a local disk; for several desks use a PostgreSQL server.</source>
        <translation>यह फ़ोल्डर नेटवर्क पर है, जहाँ SQLite बही ख़राब हो जाती है। बही इसी कंप्यूटर की डिस्क पर रखें; कई डेस्क के लिए PostgreSQL सर्वर इस्तेमाल करें।</translation>
    </message>
    <message>
        <source>this is a folder. Name a file.</source>
        <translation>यह फ़ोल्डर है। फ़ाइल का नाम दें।</translation>
    </message>
    <message>
        <source>this is not a whole set of books (%1).</source>
        <translation>यह पूरी बही नहीं है (%1)।</translation>
    </message>
    <message>
        <source>this office</source>
        <translation>यह ऑफ़िस</translation>
    </message>
    <message>
        <source>this set of books is damaged (%1).</source>
        <translation>यह बही ख़राब है (%1)।</translation>
    </message>
    <message>
        <source>totals rounded to the rupee</source>
        <translation>कुल राशि रुपये में राउंड</translation>
    </message>
    <message>
        <source>user at the mail server</source>
        <translation>मेल सर्वर का यूज़र</translation>
    </message>
    <message>
        <source>was not made as a bill</source>
        <translation>बिल के रूप में नहीं बना था</translation>
    </message>
    <message>
        <source>what it comes to</source>
        <translation>कुल राशि</translation>
    </message>
    <message>
        <source>what it is, such as Invoice 45</source>
        <translation>यह क्या है, जैसे Invoice 45</translation>
    </message>
    <message>
        <source>whose it is</source>
        <translation>किस पार्टी का है</translation>
    </message>
    <message>
        <source>your name</source>
        <translation>आपका नाम</translation>
    </message>
    <message>
        <source>{item_id:whole}, lot {lot_no}</source>
        <translation>{item_id:whole}, लॉट {lot_no}</translation>
    </message>
    <message>
        <source>{order_id:whole}, file {name}</source>
        <translation>{order_id:whole}, फ़ाइल {name}</translation>
    </message>
    <message>
        <source>{order_id:whole}, item {item_no}</source>
        <translation>{order_id:whole}, आइटम {item_no}</translation>
    </message>
    <message>
        <source>{order_id:whole}, note</source>
        <translation>{order_id:whole}, नोट</translation>
    </message>
    <message>
        <source>{payment_id:whole}, line {position:place}</source>
        <translation>{payment_id:whole}, पंक्ति {position:place}</translation>
    </message>
    <message>
        <source>{receipt_id:whole}, item {srv_item_no}</source>
        <translation>{receipt_id:whole}, आइटम {srv_item_no}</translation>
    </message>
    <message>
        <source>{voucher_id:whole} in the review queue</source>
        <translation>समीक्षा सूची में {voucher_id:whole}</translation>
    </message>
    <message>
        <source>“%1” begins with %2, which is no state.</source>
        <translation>“%1” %2 से शुरू होता है, जो किसी राज्य का कोड नहीं है।</translation>
    </message>
    <message>
        <source>“%1” below PURCHASE ORDER is not an order number of 7 digits.</source>
        <translation>PURCHASE ORDER के नीचे “%1” 7 अंकों का ऑर्डर नंबर नहीं है।</translation>
    </message>
    <message>
        <source>“%1” fits several parties: %2. Name one by its id.</source>
        <translation>“%1” कई पार्टियों से मिलता है: %2। id देकर एक बताएँ।</translation>
    </message>
    <message>
        <source>“%1” has %2 characters; GST Rule 46 allows %3 at most.</source>
        <translation>“%1” में %2 अक्षर हैं; GST नियम 46 के अनुसार ज़्यादा से ज़्यादा %3 हो सकते हैं।</translation>
    </message>
    <message>
        <source>“%1” has a slip of the pen: its last character does not fit the others.</source>
        <translation>“%1” में लिखने की चूक है: आख़िरी अक्षर बाक़ी से मेल नहीं खाता।</translation>
    </message>
    <message>
        <source>“%1” is no category of expenses.</source>
        <translation>“%1” ख़र्च की कोई श्रेणी नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not a %2.</source>
        <translation>“%1” %2 नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not a GSTIN.</source>
        <translation>“%1” GSTIN नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not a PAN (five letters, four digits, a letter).</source>
        <translation>“%1” PAN नहीं है (पाँच अक्षर, चार अंक, एक अक्षर)।</translation>
    </message>
    <message>
        <source>“%1” is not a UPI address such as name@bank.</source>
        <translation>“%1” UPI पता नहीं है, जैसे name@bank।</translation>
    </message>
    <message>
        <source>“%1” is not a copy. Choose original, duplicate, triplicate, extra or all.</source>
        <translation>“%1” कोई प्रति नहीं है। original, duplicate, triplicate, extra या all चुनें।</translation>
    </message>
    <message>
        <source>“%1” is not a date. Write 15/3/2026 or 15-Mar-2026.</source>
        <translation>“%1” तारीख़ नहीं है। 15/3/2026 या 15-Mar-2026 लिखें।</translation>
    </message>
    <message>
        <source>“%1” is not a financial year such as 2024-25.</source>
        <translation>“%1” वित्तीय वर्ष नहीं है, जैसे 2024-25।</translation>
    </message>
    <message>
        <source>“%1” is not a number the tax office accepts.</source>
        <translation>“%1” ऐसा नंबर नहीं है जिसे टैक्स विभाग माने।</translation>
    </message>
    <message>
        <source>“%1” is not a price.</source>
        <translation>“%1” क़ीमत नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not a state of India or its two-digit GST code.</source>
        <translation>“%1” न भारत का राज्य है, न उसका दो अंकों का GST कोड।</translation>
    </message>
    <message>
        <source>“%1” is not an %2.</source>
        <translation>“%1” %2 नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not an HSN code: it has 4, 6 or 8 digits.</source>
        <translation>“%1” HSN कोड नहीं है: इसमें 4, 6 या 8 अंक होते हैं।</translation>
    </message>
    <message>
        <source>“%1” is not an IFSC (four letters, a zero, six characters).</source>
        <translation>“%1” IFSC नहीं है (चार अक्षर, एक शून्य, छह अक्षर या अंक)।</translation>
    </message>
    <message>
        <source>“%1” is not an amount to round off.</source>
        <translation>“%1” राउंड ऑफ़ की राशि नहीं है।</translation>
    </message>
    <message>
        <source>“%1” is not an e-mail address such as name@example.com.</source>
        <translation>“%1” ई-मेल पता नहीं है, जैसे name@example.com।</translation>
    </message>
    <message>
        <source>“%1” is not built like a GSTIN (for example 23AAAAA0000A1Z5).</source>
        <translation>“%1” GSTIN जैसा नहीं बना है (जैसे 23AAAAA0000A1Z5)।</translation>
    </message>
    <message>
        <source>“%1” is not the name of a server, such as smtp.example.com.</source>
        <translation>“%1” किसी सर्वर का नाम नहीं है, जैसे smtp.example.com।</translation>
    </message>
    <message>
        <source>“%1” may hold only letters, digits, “-” and “/” (GST Rule 46).</source>
        <translation>“%1” में केवल अक्षर, अंक, “-” और “/” हो सकते हैं (GST नियम 46)।</translation>
    </message>
    <message>
        <source>₹ %1 kept back</source>
        <translation>₹ %1 काटे गए</translation>
    </message>
    <message>
        <source>₹ %1 of invoice %2 are open.</source>
        <translation>इनवॉइस %2 के ₹ %1 बकाया हैं।</translation>
    </message>
    <message>
        <source>₹ %1 of invoice %2 are open: state what was paid.</source>
        <translation>इनवॉइस %2 के ₹ %1 बकाया हैं: बताएँ कि कितना भुगतान हुआ।</translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>Accepted</source>
        <translation>मंज़ूर</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>देख लिया</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>चालू</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>रद्द</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>बदला</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>बंद</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>नामंज़ूर</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>पहुँचा</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>बंद किया</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>भेजा गया</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>ड्राफ्ट</translation>
    </message>
    <message>
        <source>Due in 7 days</source>
        <translation>7 दिन में देय</translation>
    </message>
    <message>
        <source>Due later</source>
        <translation>बाद में देय</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>अवधि समाप्त</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>असफल</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>बुलाया गया</translation>
    </message>
    <message>
        <source>Invoiced</source>
        <translation>इनवॉइस बना</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>जारी</translation>
    </message>
    <message>
        <source>Low stock</source>
        <translation>कम स्टॉक</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>बनाया</translation>
    </message>
    <message>
        <source>New</source>
        <translation>नया</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>तारीख़ नहीं</translation>
    </message>
    <message>
        <source>Not in use</source>
        <translation>इस्तेमाल में नहीं</translation>
    </message>
    <message>
        <source>Not invoiced</source>
        <translation>इनवॉइस बाक़ी</translation>
    </message>
    <message>
        <source>Not linked</source>
        <translation>जुड़ा नहीं</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>खुला</translation>
    </message>
    <message>
        <source>Other business</source>
        <translation>दूसरी फ़र्म</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>देरी</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>चुकता</translation>
    </message>
    <message>
        <source>Part dispatched</source>
        <translation>आंशिक भेजा</translation>
    </message>
    <message>
        <source>Part paid</source>
        <translation>आंशिक भुगतान</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>प्रिंट हुआ</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>मिला</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>नहीं हुआ</translation>
    </message>
    <message>
        <source>Rejections</source>
        <translation>अस्वीकृत माल</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>हटाया</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>बदली</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>लौट आया</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>समीक्षा</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>रद्द</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>सेव हुआ</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>भेजा</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>निपटा</translation>
    </message>
    <message>
        <source>To check</source>
        <translation>जाँचना है</translation>
    </message>
    <message>
        <source>Vanished</source>
        <translation>हट गया</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>इंतज़ार में</translation>
    </message>
</context>
<context>
    <name>composed</name>
    <message>
        <source>%1 SRV</source>
        <translation>%1 SRV</translation>
    </message>
    <message>
        <source>%1 SRVs</source>
        <translation>%1 SRV</translation>
    </message>
    <message>
        <source>%1 amended</source>
        <translation>%1 बदले</translation>
    </message>
    <message>
        <source>%1 backup</source>
        <translation>%1 बैकअप</translation>
    </message>
    <message>
        <source>%1 backups</source>
        <translation>%1 बैकअप</translation>
    </message>
    <message>
        <source>%1 byte</source>
        <translation>%1 बाइट</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 बाइट</translation>
    </message>
    <message>
        <source>%1 cell</source>
        <translation>%1 ख़ाना</translation>
    </message>
    <message>
        <source>%1 cells</source>
        <translation>%1 ख़ाने</translation>
    </message>
    <message>
        <source>%1 challan</source>
        <translation>%1 चालान</translation>
    </message>
    <message>
        <source>%1 challans</source>
        <translation>%1 चालान</translation>
    </message>
    <message>
        <source>%1 change</source>
        <translation>%1 बदलाव</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 बदलाव</translation>
    </message>
    <message>
        <source>%1 character</source>
        <translation>%1 अक्षर</translation>
    </message>
    <message>
        <source>%1 characters</source>
        <translation>%1 अक्षर</translation>
    </message>
    <message>
        <source>%1 column</source>
        <translation>%1 कॉलम</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 कॉलम</translation>
    </message>
    <message>
        <source>%1 copies</source>
        <translation>%1 प्रतियाँ</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 प्रति</translation>
    </message>
    <message>
        <source>%1 credit note</source>
        <translation>%1 क्रेडिट नोट</translation>
    </message>
    <message>
        <source>%1 credit notes</source>
        <translation>%1 क्रेडिट नोट</translation>
    </message>
    <message>
        <source>%1 day</source>
        <translation>%1 दिन</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 दिन</translation>
    </message>
    <message>
        <source>%1 debit note</source>
        <translation>%1 डेबिट नोट</translation>
    </message>
    <message>
        <source>%1 debit notes</source>
        <translation>%1 डेबिट नोट</translation>
    </message>
    <message>
        <source>%1 delivery challan</source>
        <translation>%1 डिलीवरी चालान</translation>
    </message>
    <message>
        <source>%1 delivery challans</source>
        <translation>%1 डिलीवरी चालान</translation>
    </message>
    <message>
        <source>%1 department</source>
        <translation>%1 विभाग</translation>
    </message>
    <message>
        <source>%1 departments</source>
        <translation>%1 विभाग</translation>
    </message>
    <message>
        <source>%1 deviation</source>
        <translation>%1 अंतर</translation>
    </message>
    <message>
        <source>%1 deviations</source>
        <translation>%1 अंतर</translation>
    </message>
    <message>
        <source>%1 difference</source>
        <translation>%1 अंतर</translation>
    </message>
    <message>
        <source>%1 differences</source>
        <translation>%1 अंतर</translation>
    </message>
    <message>
        <source>%1 expense</source>
        <translation>%1 ख़र्च</translation>
    </message>
    <message>
        <source>%1 expenses</source>
        <translation>%1 ख़र्च</translation>
    </message>
    <message>
        <source>%1 file</source>
        <translation>%1 फ़ाइल</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 फ़ाइलें</translation>
    </message>
    <message>
        <source>%1 folder</source>
        <translation>%1 फ़ोल्डर</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 फ़ोल्डर</translation>
    </message>
    <message>
        <source>%1 guarantee certificate</source>
        <translation>%1 गारंटी सर्टिफ़िकेट</translation>
    </message>
    <message>
        <source>%1 guarantee certificates</source>
        <translation>%1 गारंटी सर्टिफ़िकेट</translation>
    </message>
    <message>
        <source>%1 invoice</source>
        <translation>%1 इनवॉइस</translation>
    </message>
    <message>
        <source>%1 invoices</source>
        <translation>%1 इनवॉइस</translation>
    </message>
    <message>
        <source>%1 is issued.</source>
        <translation>%1 जारी हो गया।</translation>
    </message>
    <message>
        <source>%1 is kept as a draft.</source>
        <translation>%1 ड्राफ्ट के रूप में रखा गया।</translation>
    </message>
    <message>
        <source>%1 is marked as sent.</source>
        <translation>%1 भेजा हुआ माना गया।</translation>
    </message>
    <message>
        <source>%1 item</source>
        <translation>%1 आइटम</translation>
    </message>
    <message>
        <source>%1 items</source>
        <translation>%1 आइटम</translation>
    </message>
    <message>
        <source>%1 kept as history</source>
        <translation>%1 इतिहास में रखे</translation>
    </message>
    <message>
        <source>%1 letter</source>
        <translation>%1 पत्र</translation>
    </message>
    <message>
        <source>%1 letters</source>
        <translation>%1 पत्र</translation>
    </message>
    <message>
        <source>%1 line</source>
        <translation>%1 पंक्ति</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 पंक्तियाँ</translation>
    </message>
    <message>
        <source>%1 lot</source>
        <translation>%1 लॉट</translation>
    </message>
    <message>
        <source>%1 lots</source>
        <translation>%1 लॉट</translation>
    </message>
    <message>
        <source>%1 made</source>
        <translation>%1 बने</translation>
    </message>
    <message>
        <source>%1 made, %2 not begun: it was stopped.</source>
        <translation>%1 बने, %2 शुरू नहीं हुए: रोका गया।</translation>
    </message>
    <message>
        <source>%1 made, %2 refused.</source>
        <translation>%1 बने, %2 नहीं बने।</translation>
    </message>
    <message>
        <source>%1 made.</source>
        <translation>%1 बने।</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 नए</translation>
    </message>
    <message>
        <source>%1 note</source>
        <translation>%1 नोट</translation>
    </message>
    <message>
        <source>%1 notes</source>
        <translation>%1 नोट</translation>
    </message>
    <message>
        <source>%1 number</source>
        <translation>%1 नंबर</translation>
    </message>
    <message>
        <source>%1 of item %2</source>
        <translation>आइटम %2 का %1</translation>
    </message>
    <message>
        <source>%1 of item %2 lot %3</source>
        <translation>आइटम %2 लॉट %3 का %1</translation>
    </message>
    <message>
        <source>%1 open</source>
        <translation>%1 बकाया</translation>
    </message>
    <message>
        <source>%1 order</source>
        <translation>%1 ऑर्डर</translation>
    </message>
    <message>
        <source>%1 orders</source>
        <translation>%1 ऑर्डर</translation>
    </message>
    <message>
        <source>%1 packet</source>
        <translation>%1 पैकेट</translation>
    </message>
    <message>
        <source>%1 packets</source>
        <translation>%1 पैकेट</translation>
    </message>
    <message>
        <source>%1 packing slip</source>
        <translation>%1 पैकिंग स्लिप</translation>
    </message>
    <message>
        <source>%1 packing slips</source>
        <translation>%1 पैकिंग स्लिप</translation>
    </message>
    <message>
        <source>%1 page</source>
        <translation>%1 पेज</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 पेज</translation>
    </message>
    <message>
        <source>%1 paper</source>
        <translation>%1 काग़ज़</translation>
    </message>
    <message>
        <source>%1 papers</source>
        <translation>%1 काग़ज़ात</translation>
    </message>
    <message>
        <source>%1 parties</source>
        <translation>%1 पार्टियाँ</translation>
    </message>
    <message>
        <source>%1 party</source>
        <translation>%1 पार्टी</translation>
    </message>
    <message>
        <source>%1 payment</source>
        <translation>%1 भुगतान</translation>
    </message>
    <message>
        <source>%1 payments</source>
        <translation>%1 भुगतान</translation>
    </message>
    <message>
        <source>%1 place</source>
        <translation>%1 जगह</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>%1 जगहें</translation>
    </message>
    <message>
        <source>%1 printed, each whole, %2 refused.</source>
        <translation>%1 प्रिंट हुए, हर एक पूरा; %2 नहीं हुए।</translation>
    </message>
    <message>
        <source>%1 printed, each whole.</source>
        <translation>%1 प्रिंट हुए, हर एक पूरा।</translation>
    </message>
    <message>
        <source>%1 product</source>
        <translation>%1 प्रोडक्ट</translation>
    </message>
    <message>
        <source>%1 products</source>
        <translation>%1 प्रोडक्ट</translation>
    </message>
    <message>
        <source>%1 purchase order</source>
        <translation>%1 परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>%1 purchase orders</source>
        <translation>%1 परचेज़ ऑर्डर</translation>
    </message>
    <message>
        <source>%1 quotation</source>
        <translation>%1 कोटेशन</translation>
    </message>
    <message>
        <source>%1 quotations</source>
        <translation>%1 कोटेशन</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 नहीं लिए गए</translation>
    </message>
    <message>
        <source>%1 row</source>
        <translation>%1 लाइन</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 लाइनें</translation>
    </message>
    <message>
        <source>%1 saved, each whole.</source>
        <translation>%1 सेव हुए, हर एक पूरा।</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 भेजा</translation>
    </message>
    <message>
        <source>%1 sent on %2</source>
        <translation>%1 भेजा, %2 पर</translation>
    </message>
    <message>
        <source>%1 tax invoice</source>
        <translation>%1 टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>%1 tax invoices</source>
        <translation>%1 टैक्स इनवॉइस</translation>
    </message>
    <message>
        <source>%1 unchanged</source>
        <translation>%1 वैसे ही</translation>
    </message>
    <message>
        <source>%1 waiting SRV</source>
        <translation>%1 इंतज़ार वाला SRV</translation>
    </message>
    <message>
        <source>%1 waiting SRVs</source>
        <translation>%1 इंतज़ार वाले SRV</translation>
    </message>
    <message>
        <source>(not shown)</source>
        <translation>(दिखाया नहीं जाता)</translation>
    </message>
    <message>
        <source>0 (open)</source>
        <translation>0 (खुला)</translation>
    </message>
    <message>
        <source>2 (closed)</source>
        <translation>2 (बंद)</translation>
    </message>
    <message>
        <source>4, 6 or 8 digits</source>
        <translation>4, 6 या 8 अंक</translation>
    </message>
    <message>
        <source>Amended</source>
        <translation>बदले</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>लेखक</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>शेष</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>आधार</translation>
    </message>
    <message>
        <source>Bill of supply %1</source>
        <translation>बिल ऑफ़ सप्लाई %1</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>बिल हुआ</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>बही</translation>
    </message>
    <message>
        <source>Business %1</source>
        <translation>फ़र्म %1</translation>
    </message>
    <message>
        <source>Cancelled at</source>
        <translation>कब रद्द</translation>
    </message>
    <message>
        <source>Cancelled reason</source>
        <translation>रद्द का कारण</translation>
    </message>
    <message>
        <source>Classic</source>
        <translation>क्लासिक</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>क्लर्क</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>कॉम्पैक्ट</translation>
    </message>
    <message>
        <source>Credit note %1</source>
        <translation>क्रेडिट नोट %1</translation>
    </message>
    <message>
        <source>Debit note %1</source>
        <translation>डेबिट नोट %1</translation>
    </message>
    <message>
        <source>Delivery challan %1</source>
        <translation>डिलीवरी चालान %1</translation>
    </message>
    <message>
        <source>Dispatch papers of invoice %1</source>
        <translation>इनवॉइस %1 के डिस्पैच काग़ज़ात</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>देय तारीख़</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>दूसरी प्रति</translation>
    </message>
    <message>
        <source>Duplicate for supplier</source>
        <translation>दूसरी प्रति: सप्लायर</translation>
    </message>
    <message>
        <source>Duplicate for transporter</source>
        <translation>दूसरी प्रति: ट्रांसपोर्टर</translation>
    </message>
    <message>
        <source>Entry allow date</source>
        <translation>प्रवेश की तारीख़</translation>
    </message>
    <message>
        <source>Expense %1, %2</source>
        <translation>ख़र्च %1, %2</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>अतिरिक्त</translation>
    </message>
    <message>
        <source>Freight</source>
        <translation>भाड़ा</translation>
    </message>
    <message>
        <source>High</source>
        <translation>ज़्यादा</translation>
    </message>
    <message>
        <source>Inter-state supply, %1 to %2: %3</source>
        <translation>अंतरराज्यीय आपूर्ति, %1 से %2: %3</translation>
    </message>
    <message>
        <source>Intra-state supply, %1 to %2: %3</source>
        <translation>राज्य के भीतर आपूर्ति, %1 से %2: %3</translation>
    </message>
    <message>
        <source>It differs</source>
        <translation>अलग है</translation>
    </message>
    <message>
        <source>Kept as history</source>
        <translation>इतिहास में रखे</translation>
    </message>
    <message>
        <source>Line %1 of %2</source>
        <translation>%2 की पंक्ति %1</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>लोगो</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>कम</translation>
    </message>
    <message>
        <source>Media type</source>
        <translation>फ़ाइल का प्रकार</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>मध्यम</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>मिनिमल</translation>
    </message>
    <message>
        <source>Modern</source>
        <translation>मॉडर्न</translation>
    </message>
    <message>
        <source>None</source>
        <translation>कोई नहीं</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>मूल</translation>
    </message>
    <message>
        <source>Original for consignee</source>
        <translation>मूल प्रति: कंसाइनी</translation>
    </message>
    <message>
        <source>Original for recipient</source>
        <translation>मूल प्रति: प्राप्तकर्ता</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>मालिक</translation>
    </message>
    <message>
        <source>Packed</source>
        <translation>पैक हो गया</translation>
    </message>
    <message>
        <source>Packing</source>
        <translation>पैकिंग</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>पेज %1</translation>
    </message>
    <message>
        <source>Particulars</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Party %1</source>
        <translation>पार्टी %1</translation>
    </message>
    <message>
        <source>Person %1</source>
        <translation>व्यक्ति %1</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>पिक हो गया</translation>
    </message>
    <message>
        <source>Picking</source>
        <translation>पिकिंग</translation>
    </message>
    <message>
        <source>Product %1</source>
        <translation>प्रोडक्ट %1</translation>
    </message>
    <message>
        <source>Purchase order %1</source>
        <translation>परचेज़ ऑर्डर %1</translation>
    </message>
    <message>
        <source>Quotation %1</source>
        <translation>कोटेशन %1</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>रेट</translation>
    </message>
    <message>
        <source>Re-invoiced</source>
        <translation>फिर इनवॉइस</translation>
    </message>
    <message>
        <source>SRV %1</source>
        <translation>SRV %1</translation>
    </message>
    <message>
        <source>Setting: %1</source>
        <translation>सेटिंग: %1</translation>
    </message>
    <message>
        <source>Show it: %1</source>
        <translation>देखें: %1</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>हस्ताक्षर</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>ख़र्च</translation>
    </message>
    <message>
        <source>Stamp</source>
        <translation>मुहर</translation>
    </message>
    <message>
        <source>Stock of %1</source>
        <translation>%1 का स्टॉक</translation>
    </message>
    <message>
        <source>Tax invoice %1</source>
        <translation>टैक्स इनवॉइस %1</translation>
    </message>
    <message>
        <source>Taxable</source>
        <translation>कर योग्य</translation>
    </message>
    <message>
        <source>The original</source>
        <translation>मूल</translation>
    </message>
    <message>
        <source>Triplicate for consigner</source>
        <translation>तीसरी प्रति: भेजने वाला</translation>
    </message>
    <message>
        <source>Triplicate for supplier</source>
        <translation>तीसरी प्रति: सप्लायर</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>वैसे ही</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>दर्शक</translation>
    </message>
    <message>
        <source>Zero-rated under letter of undertaking, no IGST</source>
        <translation>अंडरटेकिंग पत्र पर शून्य दर, IGST नहीं</translation>
    </message>
    <message>
        <source>accepted %1</source>
        <translation>स्वीकृत %1</translation>
    </message>
    <message>
        <source>accepted %1</source>
        <translation>स्वीकृत %1</translation>
    </message>
    <message>
        <source>amd. %1</source>
        <translation>संशोधन %1</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>टूटा</translation>
    </message>
    <message>
        <source>challan %1</source>
        <translation>चालान %1</translation>
    </message>
    <message>
        <source>dispatched %1</source>
        <translation>भेजा %1</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>प्रविष्टि %1</translation>
    </message>
    <message>
        <source>exclusive</source>
        <translation>अलग से</translation>
    </message>
    <message>
        <source>inclusive</source>
        <translation>शामिल</translation>
    </message>
    <message>
        <source>invoice %1</source>
        <translation>इनवॉइस %1</translation>
    </message>
    <message>
        <source>item %1 of order %2</source>
        <translation>ऑर्डर %2 के आइटम %1</translation>
    </message>
    <message>
        <source>lot %1 of item %2</source>
        <translation>आइटम %2 के लॉट %1</translation>
    </message>
    <message>
        <source>not of this business</source>
        <translation>इस फ़र्म में नहीं</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>कुछ नहीं</translation>
    </message>
    <message>
        <source>page %1</source>
        <translation>पेज %1</translation>
    </message>
    <message>
        <source>paper %1</source>
        <translation>काग़ज़ %1</translation>
    </message>
    <message>
        <source>received %1</source>
        <translation>मिला %1</translation>
    </message>
    <message>
        <source>received %1</source>
        <translation>मिला %1</translation>
    </message>
    <message>
        <source>rejected %1</source>
        <translation>अस्वीकृत %1</translation>
    </message>
    <message>
        <source>rejected %1</source>
        <translation>अस्वीकृत %1</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>लाइन %1</translation>
    </message>
    <message>
        <source>same GSTIN</source>
        <translation>वही GSTIN</translation>
    </message>
    <message>
        <source>same e-mail</source>
        <translation>वही ई-मेल</translation>
    </message>
    <message>
        <source>same name</source>
        <translation>वही नाम</translation>
    </message>
    <message>
        <source>same phone</source>
        <translation>वही फ़ोन</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>कुछ नहीं लिखा</translation>
    </message>
    <message>
        <source>the original, %1</source>
        <translation>मूल, %1</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>%1 से</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>पूरा</translation>
    </message>
</context>
<context>
    <name>trail</name>
    <message>
        <source>Acknowledged at</source>
        <translation>स्वीकार किया</translation>
    </message>
    <message>
        <source>Address parts</source>
        <translation>पते के हिस्से</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>लागू</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>वस्तु</translation>
    </message>
    <message>
        <source>Bank IFSC</source>
        <translation>बैंक का IFSC</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>बैंक खाता</translation>
    </message>
    <message>
        <source>Bank branch</source>
        <translation>बैंक शाखा</translation>
    </message>
    <message>
        <source>Bank name</source>
        <translation>बैंक का नाम</translation>
    </message>
    <message>
        <source>Billing status</source>
        <translation>बिलिंग की स्थिति</translation>
    </message>
    <message>
        <source>Business line</source>
        <translation>काम-धंधा</translation>
    </message>
    <message>
        <source>Buyer ECC no</source>
        <translation>ख़रीदार का ECC नंबर</translation>
    </message>
    <message>
        <source>Buyer MPCT no</source>
        <translation>ख़रीदार का MPCT नंबर</translation>
    </message>
    <message>
        <source>Buyer TIN no</source>
        <translation>ख़रीदार का TIN नंबर</translation>
    </message>
    <message>
        <source>Buyer fax</source>
        <translation>ख़रीदार का फ़ैक्स</translation>
    </message>
    <message>
        <source>Buyer name</source>
        <translation>ख़रीदार का नाम</translation>
    </message>
    <message>
        <source>Buyer phone</source>
        <translation>ख़रीदार का फ़ोन</translation>
    </message>
    <message>
        <source>Buyer website</source>
        <translation>ख़रीदार की वेबसाइट</translation>
    </message>
    <message>
        <source>Challan date</source>
        <translation>चालान की तारीख़</translation>
    </message>
    <message>
        <source>Challan fiscal year</source>
        <translation>चालान का वित्त वर्ष</translation>
    </message>
    <message>
        <source>Challan quantity</source>
        <translation>चालान की मात्रा</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>बदलाव</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>चैनल</translation>
    </message>
    <message>
        <source>Contract date</source>
        <translation>कॉन्ट्रैक्ट की तारीख़</translation>
    </message>
    <message>
        <source>Created at</source>
        <translation>बनाने का समय</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>बनाने वाला</translation>
    </message>
    <message>
        <source>Credit note date</source>
        <translation>क्रेडिट नोट की तारीख़</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>डेटा</translation>
    </message>
    <message>
        <source>Designation</source>
        <translation>पद</translation>
    </message>
    <message>
        <source>Drawing numbers</source>
        <translation>ड्रॉइंग नंबर</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>ईमेल</translation>
    </message>
    <message>
        <source>Ended at</source>
        <translation>समाप्ति</translation>
    </message>
    <message>
        <source>Enquiry date</source>
        <translation>इन्क्वायरी की तारीख़</translation>
    </message>
    <message>
        <source>Enquiry no</source>
        <translation>इन्क्वायरी नंबर</translation>
    </message>
    <message>
        <source>Entry allow text</source>
        <translation>प्रवेश की अनुमति</translation>
    </message>
    <message>
        <source>Expires at</source>
        <translation>मान्य कब तक</translation>
    </message>
    <message>
        <source>Finance date</source>
        <translation>वित्त विभाग की तारीख़</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>फ़िंगरप्रिंट</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>हैश</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>संकेत</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>चित्र</translation>
    </message>
    <message>
        <source>Imported at</source>
        <translation>आयात का समय</translation>
    </message>
    <message>
        <source>Inclusive</source>
        <translation>GST सहित</translation>
    </message>
    <message>
        <source>Invoice date</source>
        <translation>इनवॉइस की तारीख़</translation>
    </message>
    <message>
        <source>Invoice fiscal year</source>
        <translation>इनवॉइस का वित्त वर्ष</translation>
    </message>
    <message>
        <source>Issuer designation</source>
        <translation>जारी करने वाले का पद</translation>
    </message>
    <message>
        <source>Issuer name</source>
        <translation>जारी करने वाले का नाम</translation>
    </message>
    <message>
        <source>Issuer phone</source>
        <translation>जारी करने वाले का फ़ोन</translation>
    </message>
    <message>
        <source>Item value</source>
        <translation>आइटम का मूल्य</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>कुंजी</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>लेबल</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>पिछली गड़बड़ी</translation>
    </message>
    <message>
        <source>Last login at</source>
        <translation>पिछला लॉग-इन</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>पत्र</translation>
    </message>
    <message>
        <source>Loyalty points</source>
        <translation>लॉयल्टी पॉइंट</translation>
    </message>
    <message>
        <source>Material category</source>
        <translation>सामग्री की श्रेणी</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>किसमें मिलाई गई</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>तरीक़ा</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>प्रकृति</translation>
    </message>
    <message>
        <source>Next number</source>
        <translation>अगला नंबर</translation>
    </message>
    <message>
        <source>Next try at</source>
        <translation>अगली कोशिश</translation>
    </message>
    <message>
        <source>Noun</source>
        <translation>किसका</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>शुरुआती शेष</translation>
    </message>
    <message>
        <source>Order item</source>
        <translation>ऑर्डर का आइटम</translation>
    </message>
    <message>
        <source>Order lot</source>
        <translation>ऑर्डर का लॉट</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>ऑर्डर नंबर</translation>
    </message>
    <message>
        <source>Order quantity</source>
        <translation>ऑर्डर की मात्रा</translation>
    </message>
    <message>
        <source>PMIR no</source>
        <translation>PMIR नंबर</translation>
    </message>
    <message>
        <source>Party name</source>
        <translation>पार्टी का नाम</translation>
    </message>
    <message>
        <source>Password hash</source>
        <translation>पासवर्ड का हैश</translation>
    </message>
    <message>
        <source>Payment days</source>
        <translation>भुगतान के दिन</translation>
    </message>
    <message>
        <source>Payment method</source>
        <translation>भुगतान का तरीक़ा</translation>
    </message>
    <message>
        <source>Price basis</source>
        <translation>दर का आधार</translation>
    </message>
    <message>
        <source>Price inclusive</source>
        <translation>दर GST सहित</translation>
    </message>
    <message>
        <source>Price phrase</source>
        <translation>दर के शब्द</translation>
    </message>
    <message>
        <source>Price rate</source>
        <translation>दर का GST</translation>
    </message>
    <message>
        <source>Price wording</source>
        <translation>दर का वाक्य</translation>
    </message>
    <message>
        <source>Pricing</source>
        <translation>क़ीमत की शर्तें</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>उद्देश्य</translation>
    </message>
    <message>
        <source>Quotation date</source>
        <translation>कोटेशन की तारीख़</translation>
    </message>
    <message>
        <source>Quotation ref</source>
        <translation>कोटेशन का संदर्भ</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>SRV</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>पाने वाला</translation>
    </message>
    <message>
        <source>Reference number</source>
        <translation>संदर्भ नंबर</translation>
    </message>
    <message>
        <source>Referred by</source>
        <translation>किसके हवाले से</translation>
    </message>
    <message>
        <source>Resolution notes</source>
        <translation>हल के बारे में</translation>
    </message>
    <message>
        <source>Resolved at</source>
        <translation>हल होने का समय</translation>
    </message>
    <message>
        <source>Resolved by</source>
        <translation>हल करने वाला</translation>
    </message>
    <message>
        <source>Return reason</source>
        <translation>लौटाने का कारण</translation>
    </message>
    <message>
        <source>Returned at</source>
        <translation>लौटाने का समय</translation>
    </message>
    <message>
        <source>Returned by</source>
        <translation>लौटाने वाला</translation>
    </message>
    <message>
        <source>Returned by name</source>
        <translation>लौटाने वाले का नाम</translation>
    </message>
    <message>
        <source>Returned from</source>
        <translation>कहाँ से लौटा</translation>
    </message>
    <message>
        <source>Revoked at</source>
        <translation>रद्द करने का समय</translation>
    </message>
    <message>
        <source>Second phone</source>
        <translation>दूसरा फ़ोन</translation>
    </message>
    <message>
        <source>Seller</source>
        <translation>विक्रेता</translation>
    </message>
    <message>
        <source>Sent at</source>
        <translation>भेजने का समय</translation>
    </message>
    <message>
        <source>Shipping address</source>
        <translation>माल भेजने का पता</translation>
    </message>
    <message>
        <source>Spent at</source>
        <translation>काम में आने का समय</translation>
    </message>
    <message>
        <source>State code</source>
        <translation>राज्य का कोड</translation>
    </message>
    <message>
        <source>Sub item</source>
        <translation>उप-आइटम</translation>
    </message>
    <message>
        <source>Supplier GSTIN</source>
        <translation>सप्लायर का GSTIN</translation>
    </message>
    <message>
        <source>Supplier address</source>
        <translation>सप्लायर का पता</translation>
    </message>
    <message>
        <source>Supplier email</source>
        <translation>सप्लायर का ईमेल</translation>
    </message>
    <message>
        <source>Supplier fax</source>
        <translation>सप्लायर का फ़ैक्स</translation>
    </message>
    <message>
        <source>Supplier name</source>
        <translation>सप्लायर का नाम</translation>
    </message>
    <message>
        <source>Supplier phone</source>
        <translation>सप्लायर का फ़ोन</translation>
    </message>
    <message>
        <source>Tax note</source>
        <translation>टैक्स की टिप्पणी</translation>
    </message>
    <message>
        <source>Tax split</source>
        <translation>टैक्स का बँटवारा</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>टोकन</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>कोशिशें</translation>
    </message>
    <message>
        <source>Udyam</source>
        <translation>उद्यम</translation>
    </message>
    <message>
        <source>Updated at</source>
        <translation>बदलने का समय</translation>
    </message>
    <message>
        <source>Used at</source>
        <translation>काम में लेने का समय</translation>
    </message>
    <message>
        <source>User</source>
        <translation>व्यक्ति</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>उपयोगकर्ता नाम</translation>
    </message>
    <message>
        <source>Verified at</source>
        <translation>जाँच का समय</translation>
    </message>
    <message>
        <source>doc number conflict</source>
        <translation>काग़ज़ के नंबर का टकराव</translation>
    </message>
    <message>
        <source>fy collision</source>
        <translation>वित्त वर्ष का टकराव</translation>
    </message>
    <message>
        <source>number rule</source>
        <translation>नंबर का नियम</translation>
    </message>
    <message>
        <source>qty mismatch</source>
        <translation>मात्रा का अंतर</translation>
    </message>
    <message>
        <source>returnable</source>
        <translation>वापसी योग्य</translation>
    </message>
    <message>
        <source>unknown dispatch</source>
        <translation>अज्ञात डिस्पैच</translation>
    </message>
    <message>
        <source>unknown item</source>
        <translation>अज्ञात आइटम</translation>
    </message>
    <message>
        <source>unknown order</source>
        <translation>अज्ञात ऑर्डर</translation>
    </message>
    <message>
        <source>value mismatch</source>
        <translation>मूल्य का अंतर</translation>
    </message>
    <message>
        <source>usual GST rate</source>
        <translation>आम GST दर</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>क्या बदला</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 से %2</translation>
    </message>
</context>
<context>
    <name>month</name>
    <message>
        <source>Jan</source>
        <translation>जन॰</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>फ़र॰</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>मार्च</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>अप्रैल</translation>
    </message>
    <message>
        <source>May</source>
        <translation>मई</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>जून</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>जुल॰</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>अग॰</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>सित॰</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>अक्तू॰</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>नव॰</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>दिस॰</translation>
    </message>
</context>
<context>
    <name>qt</name>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
फ़ाइल नहीं मिली।
नाम ठीक से देख लें।</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 पहले से है।
क्या उसकी जगह यह रखें?</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Add to Custom Colors</source>
        <translation>अपने रंगों में जोड़ें</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>सभी फ़ाइलें (*)</translation>
    </message>
    <message>
        <source>Alpha channel:</source>
        <translation>पारदर्शिता:</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>लागू करें</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>पीछे</translation>
    </message>
    <message>
        <source>Basic colors</source>
        <translation>मूल रंग</translation>
    </message>
    <message>
        <source>Blue:</source>
        <translation>नीला:</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>नीचे</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>रहने दें</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>चुनें</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>ख़ाली करें</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>बंद करें</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>कंप्यूटर</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>Copy Link Location</source>
        <translation>लिंक का पता कॉपी करें</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>नया फ़ोल्डर बनाएँ</translation>
    </message>
    <message>
        <source>Custom colors</source>
        <translation>अपने रंग</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>काटें</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>कब बदली</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>विवरण</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>फ़ोल्डर:</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>छोड़ दें</translation>
    </message>
    <message>
        <source>Don't Save</source>
        <translation>सेव न करें</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>ड्राइव</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>फ़ोल्डर</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>फ़ाइल का नाम</translation>
    </message>
    <message>
        <source>File name:</source>
        <translation>फ़ाइल का नाम:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>फ़ाइल का प्रकार:</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>फ़ोल्डर खोजें</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>फ़ोल्डर</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>आगे</translation>
    </message>
    <message>
        <source>Green:</source>
        <translation>हरा:</translation>
    </message>
    <message>
        <source>HTML:</source>
        <translation>HTML:</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>सहायता</translation>
    </message>
    <message>
        <source>Hide Details...</source>
        <translation>विवरण छिपाएँ...</translation>
    </message>
    <message>
        <source>Hue:</source>
        <translation>रंगत:</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>अनदेखा करें</translation>
    </message>
    <message>
        <source>Insert Unicode control character</source>
        <translation>यूनिकोड नियंत्रण अक्षर डालें</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>बायाँ किनारा</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>सूची</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>कहाँ देखें:</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>मेरा कंप्यूटर</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>नया फ़ोल्डर</translation>
    </message>
    <message>
        <source>No</source>
        <translation>नहीं</translation>
    </message>
    <message>
        <source>No to All</source>
        <translation>सबके लिए नहीं</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>ठीक है</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>खोलें</translation>
    </message>
    <message>
        <source>Open File</source>
        <translation>फ़ाइल खोलें</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>पेज नीचे</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>पेज बाएँ</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>पेज दाएँ</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>पेज ऊपर</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>ऊपर का फ़ोल्डर</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>चिपकाएँ</translation>
    </message>
    <message>
        <source>Pick Screen Color</source>
        <translation>स्क्रीन से रंग लें</translation>
    </message>
    <message>
        <source>Red:</source>
        <translation>लाल:</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>दोहराएँ</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>हटाएँ</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>नाम बदलें</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>पहले जैसा करें</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>मूल सेटिंग लाएँ</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>फिर कोशिश करें</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>दायाँ किनारा</translation>
    </message>
    <message>
        <source>Sat:</source>
        <translation>गाढ़ापन:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>सेव करें</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>सब सेव करें</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>नए नाम से सेव करें</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>नीचे करें</translation>
    </message>
    <message>
        <source>Scroll here</source>
        <translation>यहाँ ले जाएँ</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>बाएँ करें</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>दाएँ करें</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>ऊपर करें</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>सब चुनें</translation>
    </message>
    <message>
        <source>Select Color</source>
        <translation>रंग चुनें</translation>
    </message>
    <message>
        <source>Show Details...</source>
        <translation>विवरण दिखाएँ...</translation>
    </message>
    <message>
        <source>Show hidden files</source>
        <translation>छिपी फ़ाइलें दिखाएँ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>आकार</translation>
    </message>
    <message>
        <source>Step down</source>
        <translation>घटाएँ</translation>
    </message>
    <message>
        <source>Step up</source>
        <translation>बढ़ाएँ</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>ऊपर</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>प्रकार</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>वापस लें</translation>
    </message>
    <message>
        <source>Val:</source>
        <translation>चमक:</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>हाँ</translation>
    </message>
    <message>
        <source>Yes to All</source>
        <translation>सबके लिए हाँ</translation>
    </message>
</context>
</TS>
