"""What the README says is there, is there."""

import re
from pathlib import Path

import pytest

from senstosales.cli.main import parser

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_it_names_exists():
    named = set(re.findall(r"senstosales (\w+)", README)) - {"is", "demo"}
    known = parser().format_help()
    assert {"import", "show", "serve", "key"} <= named
    for command in named:
        assert re.search(rf"\b{command}\b", known), command


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_file_it_points_at_exists(target):
    assert (ROOT / target).is_file()


def test_its_two_commands_are_the_ones_that_are_run():
    run = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "python -m pip install '.[test]' && pytest" in README
    assert "python -m pip install '.[test]' && pytest" in run
    for package in re.findall(r"apt-get install -y (.+)", run)[0].split():
        assert package in README


def test_the_debian_packages_are_named_for_a_bare_machine():
    assert "sudo apt-get install" in README
