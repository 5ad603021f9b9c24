"""The repository keeps its own rules: short files, complete locks, documented dependencies, honest tests."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAMS = ("warehouse", "pipelines", "expectations", "dashboard")
MOST_LINES = 400
LOCKS = ("bootstrap.lock", "runtime.lock", "dev.lock", "peers.lock")
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".json",
    ".lock",
    ".in",
    ".cfg",
    ".yml",
    ".yaml",
    ".sql",
    ".css",
}
TOP_FILES = ("Makefile", ".gitignore", ".ci/run", ".streamlit/config.toml", "pyproject.toml")
FOLDERS = (*PROGRAMS, "tools", "tests", "docs", "requirements")

LOCK_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.*$}])/(?:work|home|root|Users|tmp)/\w|[A-Z]:\\Users")
PACKAGE_HOST = re.compile(r"\bpypi\.\w|pythonhosted|registry\.npmjs|deb\.debian\.org", re.IGNORECASE)


def python_files(root: Path, folders: tuple[str, ...]) -> list[Path]:
    return sorted(path for folder in folders for path in (root / folder).rglob("*.py"))


def text_files(root: Path) -> Iterator[Path]:
    """What people wrote in the repository, except this page of rules, which names what it forbids."""
    candidates = [root / name for name in TOP_FILES] + sorted(root.glob("*.md"))
    for folder in FOLDERS:
        candidates += sorted(path for path in (root / folder).rglob("*") if path.suffix in TEXT_SUFFIXES)
    # The messy corpus holds files in every encoding, as departments send them.
    messy = root / "tests" / "golden" / "mess"
    candidates = [path for path in candidates if messy not in path.parents or path.name == "expected.json"]
    return (path for path in candidates if path != Path(__file__).resolve())


def lines_matching(root: Path, pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(root)}:{number}: {line.strip()[:80]}"
        for path in text_files(root)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def locked_versions(root: Path, lock: str) -> dict[str, str]:
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in LOCK_ENTRY.findall(text)}


def declared(root: Path) -> tuple[list[Requirement], list[Requirement]]:
    """Direct dependencies: of the program, and of its development."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = [Requirement(line) for line in project["project"]["dependencies"]]
    development = [Requirement(line) for line in project["dependency-groups"]["dev"]]
    return runtime, development


def test_a_python_file_has_one_subject_and_few_lines(project_root: Path) -> None:
    lengths = {
        path.relative_to(project_root).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(project_root, (*PROGRAMS, "tools"))
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_nothing_is_left_for_later(project_root: Path) -> None:
    assert lines_matching(project_root, UNFINISHED) == []


def test_no_file_names_a_path_of_one_machine(project_root: Path) -> None:
    assert lines_matching(project_root, MACHINE_PATH) == []


def test_no_file_names_a_package_host(project_root: Path) -> None:
    assert lines_matching(project_root, PACKAGE_HOST) == []


def test_no_folder_is_named_pages(project_root: Path) -> None:
    """Streamlit would take its files for pages of its own accord."""
    found = [path for name in PROGRAMS for path in (project_root / name).rglob("pages") if path.is_dir()]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(project_root: Path, lock: str) -> None:
    text = (project_root / "requirements" / lock).read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S+|--(?:extra-)?index-url|--find-links|--trusted-host|^-f\b", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_of_a_lock_has_a_hash(project_root: Path, lock: str) -> None:
    text = (project_root / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_runs_is_what_was_tested(project_root: Path) -> None:
    runtime, dev = locked_versions(project_root, "runtime.lock"), locked_versions(project_root, "dev.lock")
    assert runtime
    assert {
        name: (version, dev.get(name)) for name, version in runtime.items() if dev.get(name) != version
    } == {}


def test_the_locks_satisfy_what_is_declared(project_root: Path) -> None:
    runtime, development = declared(project_root)
    for requirements, lock in ((runtime, "runtime.lock"), (runtime + development, "dev.lock")):
        versions = locked_versions(project_root, lock)
        stale = [
            f"{requirement} is not met by {lock}; run make lock"
            for requirement in requirements
            if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0"))
        ]
        assert stale == []


def test_every_direct_dependency_has_its_reason_and_no_other_is_documented(project_root: Path) -> None:
    page = (project_root / "docs/dependencies.md").read_text(encoding="utf-8")
    _, runtime_part, development_part = re.split(r"^## .*$", page, flags=re.MULTILINE)
    for part, requirements in zip((runtime_part, development_part), declared(project_root), strict=True):
        reasons = dict(re.findall(r"^\| ([\w.-]+) \| (.{10,}) \|$", part, flags=re.MULTILINE))
        reasons.pop("package", None)
        assert sorted(map(canonicalize_name, reasons)) == sorted(
            canonicalize_name(r.name) for r in requirements
        )


def test_the_help_names_every_target(project_root: Path) -> None:
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    assert phony is not None
    targets = set(phony.group(1).split()) - {"help", "setup", "setup-dev"}
    assert {target for target in targets if f"make {target}" not in makefile} == set()


def test_continuous_integration_runs_what_a_developer_runs(project_root: Path) -> None:
    script = project_root / ".ci/run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")


def test_a_test_neither_sleeps_nor_is_left_out(project_root: Path) -> None:
    forbidden = {"sleep", "skip", "skipif", "xfail", "importorskip"}
    found = [
        f"{path.relative_to(project_root)}:{node.lineno}: {node.attr}"
        for path in python_files(project_root, ("tests",))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in forbidden
    ]
    assert found == []


def test_no_assertion_is_true_whatever_happens(project_root: Path) -> None:
    found = [
        f"{path.relative_to(project_root)}:{node.lineno}"
        for path in python_files(project_root, ("tests",))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant) and node.test.value
    ]
    assert found == []
