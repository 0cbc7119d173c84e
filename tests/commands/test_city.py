"""Where a command finds the city."""

from pathlib import Path

from typer.testing import CliRunner

from commands.line import command_line


def test_the_environment_says_where_the_city_is_for_all_commands(tmp_path: Path) -> None:
    said = CliRunner().invoke(command_line, ["schema"], env={"KAKANAI_CITY": str(tmp_path / "nowhere")})
    assert said.exit_code != 0
    assert "nowhere" in f"{said.output}{said.exception}"
