"""What every test may use, wherever it lies."""

pytest_plugins = (
    "tests.own_home",
    "tests.databases",
    "tests.hub_of_tests",
    "tests.askadesk.command_line",
)
