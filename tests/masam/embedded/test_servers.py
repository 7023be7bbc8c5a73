"""The embedded servers: up, up again, two at once, killed, under a closed folder."""

import os
import shutil
import signal
import socketserver
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socketserver import BaseRequestHandler
from typing import Any

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from masam.embedded import Servers, ServersError, down, find_data, postgres, status, up, valkey
from masam.embedded.places import PORTS, REPOSITORY, recall
from masam.embedded.servers import existing_place

UP = "import sys, pathlib, masam.embedded as e; print(e.up(pathlib.Path(sys.argv[1])))"


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Give a data directory of these tests alone, and leave nothing running."""
    with tempfile.TemporaryDirectory(prefix="masam-") as folder:
        Path(folder).chmod(0o755)
        # Longer than a socket's path may be, and with what a shell would trip over.
        data = Path(folder) / ("a long folder's name " * 5).strip() / "demo"
        yield data
        down(data)


@pytest.fixture
def servers(data: Path) -> Servers:
    return up(data)


@contextmanager
def taken(port: int) -> Iterator[None]:
    """Hold `port` as a foreign program would, one that hangs up on everybody."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", port), BaseRequestHandler, False) as other:
        other.allow_reuse_address = True
        other.server_bind()
        other.server_activate()
        thread = threading.Thread(target=other.serve_forever, daemon=True)
        thread.start()
        yield
        other.shutdown()
        thread.join()


def ask(url: str, question: str) -> Any:
    """Return the first value of the answer of the database."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_two_processes_at_once_start_one_pair_of_servers(data: Path) -> None:
    command = [sys.executable, "-c", UP, str(data)]
    both = [
        subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = {process.communicate(timeout=60)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(answers) == 1
    assert "masam_app" in answers.pop()


def test_up_again_changes_nothing(data: Path, servers: Servers) -> None:
    before = postgres.find_process(existing_place(data))
    assert up(data) == servers
    assert postgres.find_process(existing_place(data)) == before


def test_ports_are_below_those_of_outgoing_connections(data: Path, servers: Servers) -> None:
    memory = recall(data)
    assert memory.postgres_port in PORTS
    assert memory.valkey_port in PORTS


def test_passwords_are_readable_by_their_owner_only(data: Path, servers: Servers) -> None:
    assert stat.S_IMODE((data / "servers.json").stat().st_mode) == 0o600


def test_mongolian_letters_have_upper_case_and_trigrams(servers: Servers) -> None:
    assert ask(servers.database_url, "SELECT upper('өвөр үнэ')") == "ӨВӨР ҮНЭ"
    assert ask(servers.database_url, "SELECT 'ӨВӨР' ILIKE '%өвө%'")
    with closing(psycopg2.connect(servers.owner_url)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT show_trgm('Өвөр')")
        assert cursor.fetchone()[0]


def test_the_app_is_no_superuser_and_bypasses_nothing(servers: Servers) -> None:
    rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = {}"
    assert ask(servers.database_url, rights.format("current_user")) is False
    assert ask(servers.owner_url, rights.format("current_user")) is False
    assert ask(servers.database_url, rights.format("'masam_national'")) is False


def test_the_app_may_become_national_and_inherits_nothing_of_it(servers: Servers) -> None:
    assert ask(servers.database_url, "SET ROLE masam_national; SELECT current_user::text") == (
        "masam_national"
    )
    assert not ask(servers.database_url, "SELECT pg_has_role('masam_national', 'USAGE')")


def test_the_app_makes_no_tables_and_the_owner_makes_databases(servers: Servers) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(servers.database_url, "CREATE TABLE mine (); SELECT 1")
    assert ask(servers.owner_url, "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user")


def test_a_killed_postgres_comes_back_with_its_rows_and_its_port(
    servers: Servers, data: Path
) -> None:
    with closing(psycopg2.connect(servers.owner_url)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        connection.commit()
    postgres.find_process(existing_place(data)).send_signal(signal.SIGKILL)
    assert up(data) == servers
    assert ask(servers.owner_url, "SELECT answer FROM kept") == 42


def test_a_killed_valkey_comes_back_on_its_port(servers: Servers, data: Path) -> None:
    valkey.find_process(existing_place(data)).send_signal(signal.SIGKILL)
    assert up(data) == servers
    client = redis.Redis.from_url(servers.redis_url)
    assert client.ping()
    client.close()


def test_valkey_refuses_a_stranger(servers: Servers) -> None:
    port = servers.redis_url.rpartition(":")[2].partition("/")[0]
    client = redis.Redis(port=int(port), retry=Retry(NoBackoff(), 0))
    with pytest.raises(redis.AuthenticationError):
        client.ping()
    client.close()


def test_down_stops_both_and_up_continues(data: Path, servers: Servers) -> None:
    down(data)
    found = status(data)
    assert (found.postgres, found.valkey) == (False, False)
    down(data)  # nothing to stop is no error
    assert up(data) == servers


def run_with_servers(data: Path, code: str) -> int:
    """Run Python code by the command line of this room; return its exit status."""
    words = [sys.executable, "-m", "masam.embedded", "run", data.name, sys.executable, "-c", code]
    environment = {**os.environ, "MASAM_DATA": str(data.parent)}
    return subprocess.run(words, cwd=REPOSITORY, env=environment, check=False).returncode


def test_a_command_runs_with_servers_that_stop_after_it(data: Path, servers: Servers) -> None:
    assert run_with_servers(data, "import sys; sys.exit(3)") == 3
    assert status(data).postgres  # they were up before
    down(data)
    assert run_with_servers(data, "pass") == 0
    assert not status(data).postgres


def test_a_taken_port_is_changed_for_another(data: Path, servers: Servers) -> None:
    down(data)
    memory = recall(data)
    with taken(memory.postgres_port):
        assert up(data).database_url != servers.database_url
    assert status(data).postgres


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs its servers as somebody else")
def test_root_under_a_closed_folder_keeps_its_servers_elsewhere() -> None:
    with tempfile.TemporaryDirectory(prefix="masam-closed-") as closed:
        data = Path(closed) / "test"
        try:
            servers = up(data)
            assert stat.S_IMODE(Path(closed).stat().st_mode) == 0o700
            folder = Path((data / "elsewhere").read_text(encoding="utf-8").strip())
            assert folder.is_relative_to("/var/tmp")  # the contract's own words
            assert status(data).folder == folder
            assert up(data) == servers
            assert postgres.find_process(existing_place(data)).username() == "nobody"
        finally:
            down(data)
        assert not status(data).postgres
        shutil.rmtree(folder)


def test_data_lies_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAM_DATA", "/somewhere/else")
    assert find_data("demo") == Path("/somewhere/else/demo")
    monkeypatch.delenv("MASAM_DATA")
    assert find_data("test") == REPOSITORY / "var" / "test"


def test_unreadable_memory_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "servers.json").write_text("{", encoding="utf-8")
    with pytest.raises(ServersError, match="make stop"):
        up(tmp_path)


def test_the_room_does_not_know_django() -> None:
    question = (
        "import sys, masam.embedded, masam.embedded.supervise; sys.exit('django' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", question], cwd=REPOSITORY, check=False).returncode
        == 0
    )
