"""The floors hold, and every room is one that the linter sees."""

from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_imports_only_from_lower_floors() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_folder_is_a_package() -> None:
    """One without __init__.py is left out of the linter's sight."""
    folders = {module.parent for module in (ROOT / "programming").rglob("*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
