"""What the layers contract of import-linter cannot say: contracts are data, views only show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# What a contract may use of the standard library: words for data, nothing that opens anything.
CONTRACT_LIBRARIES = {
    "__future__", "collections", "collections.abc", "dataclasses", "datetime", "decimal", "enum", "functools",
    "itertools", "re", "types", "typing",
}  # fmt: skip
SQL_TEXT = re.compile(r"\bselect\b.+\bfrom\b|\bgroup\s+by\b|\binsert\s+into\b", re.IGNORECASE | re.DOTALL)


def modules(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(folder.parent).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported_names(tree: ast.Module) -> Iterator[str]:
    """Full names of what a module imports; `from a import b` gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def offenders(folder: Path, forbidden: set[str]) -> list[str]:
    """Imports of forbidden packages, or of anything inside them."""
    return [
        f"{name} imports {imported}"
        for name, tree in modules(folder)
        for imported in imported_names(tree)
        if any(imported == package or imported.startswith(f"{package}.") for package in forbidden)
    ]


def test_a_contract_imports_only_words_for_data_and_other_contracts(project_root: Path) -> None:
    strange = []
    for name, tree in modules(project_root / "warehouse/contracts"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                sources = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                sources = ["." * node.level + (node.module or "")]
            else:
                continue
            strange += [
                f"{name} imports {source}"
                for source in sources
                if source not in CONTRACT_LIBRARIES
                and source != "warehouse.contracts"
                and not source.startswith("warehouse.contracts.")
            ]
    assert strange == []


def test_a_contract_opens_nothing(project_root: Path) -> None:
    opening = [
        f"{name}:{node.lineno}"
        for name, tree in modules(project_root / "warehouse/contracts")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    ]
    assert opening == []


def test_marts_and_metrics_speak_ibis_and_no_engines_own_language(project_root: Path) -> None:
    assert offenders(project_root / "warehouse/marts", {"duckdb"}) == []
    assert offenders(project_root / "warehouse/metrics", {"duckdb"}) == []


def test_only_the_builder_of_marts_and_the_keeper_of_their_sql_hold_a_connection(project_root: Path) -> None:
    storage = {"warehouse.engines", "warehouse.snapshots"}
    holders = {line.split(" ")[0] for line in offenders(project_root / "warehouse/marts", storage)}
    assert holders <= {"marts/build.py", "marts/compiled.py"}


def test_the_dashboard_draws_without_plotly_express(project_root: Path) -> None:
    """It costs 30 times what a figure made from data does."""
    assert offenders(project_root / "dashboard", {"plotly.express"}) == []


def test_a_view_has_no_sql_and_no_formula(project_root: Path) -> None:
    views = project_root / "dashboard/views"
    assert offenders(views, {"ibis", "duckdb", "sqlalchemy", "sqlglot"}) == []
    texts = [
        f"{name}:{node.lineno}"
        for name, tree in modules(views)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_TEXT.search(node.value)
    ]
    assert texts == []
