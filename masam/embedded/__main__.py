"""`python -m masam.embedded COMMAND [demo|test]`, for the Makefile and for people.

up, urls   start the servers and print their addresses
down       stop them; without a name those of demo and test
status     tell which of them answer
demo       the whole demo, until Ctrl-C
run        run a command (`run test pytest -x`) while the servers are up; stop them afterwards
           unless they were up before or somebody else is using them
"""

import argparse
import sys

from masam.embedded import ServersError, down, find_data, status, supervise, up


def main() -> int:
    """Run the command of the command line and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m masam.embedded",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=["up", "down", "status", "urls", "demo", "run"])
    parser.add_argument("name", nargs="?", choices=["demo", "test"], help="default: demo")
    parser.add_argument("words", nargs=argparse.REMAINDER, help="what `run` runs")
    chosen = parser.parse_args()
    try:
        return obey(chosen.command, chosen.name, chosen.words)
    except ServersError as error:
        print(error, file=sys.stderr)
        return 1


def obey(command: str, name: str | None, words: list[str]) -> int:
    """Run one command; `down` without a name stops every server of this checkout."""
    data = find_data(name or "demo")
    if command == "demo":
        return supervise.demo(data)
    if command == "run":
        return supervise.run_with_servers(data, words)
    if command == "down":
        for each in [name] if name else ["demo", "test"]:
            supervise.end_leftovers(find_data(each))
            down(find_data(each))
    elif command == "status":
        say(status(data))
    else:
        say(up(data))
    return 0


def say(found: object) -> None:
    """Print the fields of a dataclass, one a line."""
    for name, value in vars(found).items():
        print(f"{name.upper()}={value}")


if __name__ == "__main__":
    sys.exit(main())
