"""Runs every notebook of this folder against a server over the bundled dispatches and looks at what it shows."""

import os
import pathlib
import re
import subprocess
import sys

import httpx
import nbclient
import nbformat
import pytest

HERE = pathlib.Path(__file__).parent
BINARY = HERE.parent / "bin" / "demarche"


@pytest.fixture(scope="module")
def server():
    """A server of the built binary on a free port; it ends with the tests."""
    process = subprocess.Popen(
        [BINARY, "demo", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    seen = []
    try:
        for line in process.stdout:
            seen.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                url = found.group(0)
                break
        else:
            pytest.fail("the server ended without saying where it listens:\n" + "".join(seen))
        assert httpx.get(url + "/readyz", timeout=10).status_code == 200
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def notebook(server):
    book = nbformat.read(HERE / "who_condemned_whom.ipynb", as_version=4)
    os.environ["DEMARCHE_URL"] = server + "/graphql"
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}).execute()
    return book


def shown(book, needle):
    """The outputs, as text, of the cell whose source has the needle."""
    cell = next(c for c in book.cells if c.cell_type == "code" and needle in c.source)
    return "\n".join(str(data) for out in cell.outputs for data in out.get("data", {}).values())


def test_condemnations_carry_quotes(notebook):
    table = shown(notebook, "condemnations = pd.DataFrame")
    assert "Israel" in table and "condemn" in table.lower()


def test_matrix_has_the_dyads(notebook):
    table = shown(notebook, "pivot_table")
    assert "Russia" in table and "Israel" in table


def test_months_are_drawn_as_svg(notebook):
    assert "<svg" in shown(notebook, "alt.Chart")


def test_path_has_a_proof(notebook):
    assert "quote" in shown(notebook, "PATHS")


def test_nothing_is_committed_with_outputs():
    for path in HERE.glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            assert cell.cell_type != "code" or (not cell.outputs and cell.execution_count is None), path.name


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-q"]))
