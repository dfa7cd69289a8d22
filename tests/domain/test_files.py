import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.files import LONGEST_NAME, Size, cleaned, is_program, media_type


@pytest.mark.parametrize(
    ("handed_in", "shown"),
    [
        ("Test certificate 44.pdf", "Test certificate 44.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\asha\\drawing.dwg", "drawing.dwg"),
        ("certificate\u202efdp.exe", "certificatefdp.exe"),
        ("a:b*c?.pdf", "a-b-c-.pdf"),
        ("two\n lines.pdf", "two lines.pdf"),
        ("CON.txt", "_CON.txt"),
        (".pdf", "file.pdf"),
        (" . ", "file"),
        ("", "file"),
        ("क्\u200dष.pdf", "क्\u200dष.pdf"),
        ("broken\udcff.pdf", "broken.pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save_under(handed_in: str, shown: str) -> None:
    assert cleaned(handed_in) == shown


@given(st.text())
def test_a_cleaned_name_stays_as_it_is_and_is_never_too_long(name: str) -> None:
    once = cleaned(name)
    assert once
    assert cleaned(once) == once
    assert len(once.encode()) <= LONGEST_NAME
    assert not set(once) & set('\\/:*?"<>|\n\r\t\x00')


def test_a_long_name_keeps_its_ending() -> None:
    name = cleaned("न" * 300 + ".pdf")
    assert name.endswith("न.pdf")


def test_sizes_are_written_as_people_read_them() -> None:
    sizes = (0, 1, 999, 1000, 48_300, 999_499, 999_500, 1_250_000, 20_000_000, 200_000_000)
    assert [str(Size(size)) for size in sizes] == [
        "0 bytes", "1 byte", "999 bytes", "1 KB", "48 KB", "999 KB", "1.0 MB", "1.3 MB", "20.0 MB",
        "200 MB",
    ]  # fmt: skip
    assert Size(1000) > Size(999)


def test_the_ending_tells_what_a_file_is() -> None:
    assert media_type("Drawing.PDF") == "application/pdf"
    assert media_type("strange") == "application/octet-stream"
    assert is_program("certificate.pdf.EXE")
    assert not is_program("exe.pdf")
