"""The languages of the window: which one is spoken, and how a finished sentence is put into it.

The words of a language are a Qt translation source, `resources/languages/hi.ts`, that Qt Linguist opens as
well as any editor; it is read when the language is chosen, which takes less than loading a tab. An entry
whose source has `%1`, `%2` ... or a `{name}` in it is a pattern: the program composes its sentences in English, facts and
all (`errors.py`), and they are known again here by what stands between the facts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from senstosales.bundled import resources
from senstosales.gui.wording import MONTH

MOST_KEPT = 8192
"""Sentences whose translation is remembered, found or not."""
LONGEST = 1500
"""Characters of the longest text that is looked at closely: what is longer is no sentence of ours."""
LEAST_LETTERS = 2
"""Letters of its own that a pattern needs: with fewer it would catch what people have entered."""
_SURE_LETTERS = 4
_DEEP = 3
_PLACE = re.compile(r"(%\d|\{[^{}]*\})")
_COUNT = re.compile(r"%1( [^\W\d]+)+")
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MNEMONIC = re.compile(r"&(?!&)(\w)")
_KEY = re.compile(
    r"(?s)(?P<said>.+?)(?P<key>  ?\(?(?:(?:Ctrl|Alt|Shift|Meta)\+[^ ()]+|Esc|Enter|Return|Del|Ins|Home|F\d\d?)"
    r"(?:, [^()]+)?\)?)"
)
_ENDING = re.compile(r"(?s)(?P<said>.*?)(?P<end>(?: \*| ₹|…|:| \(\d+\)|\s)+)")
_SENTENCES = re.compile(r"(?<=[.!?”])( )(?=[A-Z“₹])")
_MONTH = re.compile(
    r"(?<![^\W\d_])(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?=[- ]\d{4}(?!\d))"
)
_DAY = re.compile(rf"\d{{1,2}}-{_MONTH.pattern}-\d{{4}}(?: \d\d:\d\d)?")
_LISTED = re.compile(r"(: |; |, )")
_APART = (re.compile(r"(\n+)"), re.compile(r"(\s+·\s+)"), _SENTENCES, _LISTED)


class Language(StrEnum):
    """What the clerk chose in Settings > Look."""

    ENGLISH = "en"
    HINDI = "hi"

    @property
    def own_name(self) -> str:
        """How the language calls itself, in its own script: never translated."""
        return _OWN_NAMES[self]


_OWN_NAMES = {Language.ENGLISH: "English", Language.HINDI: "हिन्दी"}


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A sentence with places for facts in it, and what is said for it."""

    source: str
    translation: str
    letters: int

    @property
    def is_short(self) -> bool:
        """A count, or so few words that they may stand in a name: it takes only figures and a word of ours."""
        return self.letters < _SURE_LETTERS or bool(_COUNT.fullmatch(self.source))

    def facts_of(self, text: str) -> dict[str, str] | None:
        """What stands in the places, by their names; None for another sentence."""
        pieces, known = _understood(self.source)
        match = known.fullmatch(text)
        return dict(zip(pieces[1::2], match.groups(), strict=True)) if match else None

    def filled(self, facts: dict[str, str]) -> str:
        """The translation with these facts in its places."""
        return _PLACE.sub(lambda place: facts[place.group(1)], self.translation)


@cache
def _understood(source: str) -> tuple[list[str], re.Pattern[str]]:
    """The pieces of a pattern and how it is known: worked out when a text is first held against it."""
    pieces = _PLACE.split(source)
    known = ("(.*?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    return pieces, re.compile("".join(known), re.DOTALL)


class Translation(QTranslator):
    """The words of one language, for Qt's own parts of the window as for ours."""

    def __init__(self, spoken: Language, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spoken = spoken
        self._words: dict[str, str] = {}
        self._places: dict[tuple[str, str], str] = {}
        self._patterns: dict[str, list[_Pattern]] = {}
        self._kept: dict[tuple[str, int], str | None] = {}
        for place, source, translation in entries(path):
            if _PLACE.search(source) and own_letters(source) >= LEAST_LETTERS:
                self._learn(source, translation)
            else:
                self._places[place, source] = translation
                self._words.setdefault(source, translation)

    def isEmpty(self) -> bool:
        return not self._words

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        """The words in this language, or the source as it is."""
        return self._places.get((context, source)) or self._dated(self.of(source) or source)

    def of(self, text: str) -> str | None:
        """The text in this language; None for one that is not known."""
        return self._words.get(text) or (self._found(text, _DEEP) if len(text) <= LONGEST else None)

    def knows(self, text: str) -> bool:
        """Whether it is, as a whole, a word or a sentence of this language, and not only in parts."""
        return bool(self._word(text) or self._sentence(text, 1))

    def _dated(self, text: str) -> str:
        """With the months of its dates in this language, also where nothing else of it is known."""
        return _MONTH.sub(lambda found: self._places.get((MONTH, found[1]), found[1]), text)

    def _learn(self, source: str, translation: str) -> None:
        literal = _PLACE.sub("\0", source)
        words = [each.group() for each in _WORD.finditer(literal) if _stands_alone(literal, each)]
        pattern = _Pattern(source, translation, own_letters(source))
        self._patterns.setdefault(max(words, key=len, default=""), []).append(pattern)

    def _found(self, text: str, deep: int) -> str | None:
        asked = text, deep
        if asked not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[asked] = None if not text or text.isspace() else self._worked_out(text, deep)
        return self._kept[asked]

    def _worked_out(self, text: str, deep: int) -> str | None:
        return (
            self._word(text)
            or (self._dated(text) if _DAY.fullmatch(text) else None)
            or self._dressed(text, deep)
            or self._sentence(text, deep, alone=True)
            or self._in_parts(text, deep)
            or self._without_stop(text, deep)
        )

    def _word(self, text: str) -> str | None:
        found = self._words.get(text)
        if found is None and text[:1].islower():
            found = self._words.get(text[:1].upper() + text[1:])
        return found

    def _dressed(self, text: str, deep: int) -> str | None:
        """What stands round the words stays: the letter of a menu, a key, an ending."""
        mnemonic = _MNEMONIC.search(text)
        if mnemonic is not None:
            bare = text[: mnemonic.start()] + text[mnemonic.start() + 1 :]
            found = self._found(bare.replace("&&", "&"), deep)
            return found and f"{found.replace('&', '&&')} (&{mnemonic.group(1).upper()})"
        for around, part in ((_KEY, "key"), (_ENDING, "end")):
            match = around.fullmatch(text)
            if match is not None and match["said"]:
                found = self._found(match["said"], deep)
                return found and f"{found}{match[part]}"
        return None

    def _without_stop(self, text: str, deep: int) -> str | None:
        """A part of a sentence that took its full stop along."""
        if not text.endswith("."):
            return None
        found = self._word(text[:-1]) or self._sentence(text[:-1], deep)
        return found and f"{found}."

    def _sentence(self, text: str, deep: int, *, alone: bool = False) -> str | None:
        """By a pattern; `alone` with no fact that is itself the end of one sentence and the next."""
        if not deep:
            return None
        candidates = list(self._patterns.get("", ()))
        for word in set(_WORD.findall(text)):
            candidates += self._patterns.get(word, ())
        candidates.sort(key=lambda pattern: -pattern.letters)  # what says more is meant first
        for pattern in candidates:
            facts = pattern.facts_of(text)
            if facts is None or (alone and any(map(_SENTENCES.search, facts.values()))):
                continue
            said = {place: self._found(fact, deep - 1) for place, fact in facts.items()}
            if pattern.is_short and not all(
                _is_sure(fact, said[place] is not None) for place, fact in facts.items()
            ):
                continue
            return pattern.filled({place: said[place] or fact for place, fact in facts.items()})
        return None

    def _in_parts(self, text: str, deep: int) -> str | None:
        """Several sentences or lines in one text, each on its own: if all are known, else as one, else
        those that are. Of a list all must be known: a name may have a comma in it.
        """
        if not deep:
            return None
        some: str | None = None
        for between in _APART:
            parts = between.split(text)
            if len(parts) == 1:
                continue
            found = [self._found(part, deep - 1) for part in parts]
            pairs = list(zip(parts, found, strict=True))
            said = "".join(new or old for old, new in pairs)
            if any(found) and all(new or not _WORD.search(old) for old, new in pairs):
                return said
            if any(found) and between is not _LISTED:
                some = some or said
        return self._sentence(text, deep) or some


def entries(path: Path) -> Iterator[tuple[str, str, str]]:
    """What stands in a translation source: where, the English, and what is said for it."""
    for context in ET.parse(path).iter("context"):  # noqa: S314 - it came with the program
        place = context.findtext("name", "")
        for message in context.iter("message"):
            yield place, message.findtext("source", ""), message.findtext("translation", "")


def own_letters(source: str) -> int:
    """How many letters a sentence has beside its facts."""
    return sum(map(str.isalpha, _PLACE.sub("", source)))


def source_of(language: Language) -> Path:
    """The file with the words of that language; English needs none."""
    return resources() / "languages" / f"{language.value}.ts"


def speak(app: QCoreApplication, language: Language) -> None:
    """What is shown from now on is said in that language; what stands there already stays."""
    for spoken in app.findChildren(Translation):
        app.removeTranslator(spoken)
        spoken.setParent(None)
    if language is not Language.ENGLISH:
        app.installTranslator(Translation(language, source_of(language), app))


def spoken() -> Language:
    """The language of the window at the moment."""
    app = QCoreApplication.instance()
    found = app.findChild(Translation) if app is not None else None
    return found.spoken if found is not None else Language.ENGLISH


def locale() -> QLocale:
    """How Qt's own parts write months and days of the week in that language."""
    languages = {Language.ENGLISH: QLocale.Language.English, Language.HINDI: QLocale.Language.Hindi}
    return QLocale(languages[spoken()], QLocale.Country.India)


def chosen(kept: object) -> Language:
    """The language that a setting names; English for none that is known."""
    known = [language.value for language in Language]
    return Language(str(kept)) if str(kept) in known else Language.ENGLISH


def _is_sure(fact: str, known: bool) -> bool:
    """Whether it is a figure, a number of a paper, a word of ours or so many of them, and no name."""
    if not _WORD.search(fact):
        return True
    return fact[0].isdigit() and known if " " in fact else known or bool(_FIGURE.search(fact))


def _stands_alone(literal: str, word: re.Match[str]) -> bool:
    """Whether the word is whole in every sentence: nothing is written right before or behind it."""
    before, behind = literal[: word.start()][-1:], literal[word.end() :][:1]
    return "\0" not in (before, behind)
