"""Windows without a screen, and one clear error where they cannot be."""

import ctypes
import subprocess
import sys

import pytest

from medseg.errors import MissingDependencyError
from medseg.mrml import opengl

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="EGL and OSMesa are of Linux")


@pytest.fixture(autouse=True)
def forget():
    opengl._window_class.cache_clear()
    yield
    opengl._window_class.cache_clear()


def test_a_window_is_made_in_memory_without_multisampling(drawing):
    window = opengl.make_offscreen_window(30, 20)
    assert window.GetSize() == (30, 20)
    assert window.GetOffScreenRendering()
    assert window.GetMultiSamples() == 0


@linux_only
def test_without_libraries_there_is_one_error_with_the_remedy(monkeypatch):
    def refuse(library):
        raise OSError(library)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    with pytest.raises(MissingDependencyError, match="apt-get install libegl1"):
        opengl.make_offscreen_window(8, 8)


@linux_only
def test_a_window_class_that_cannot_be_is_refused(monkeypatch):
    monkeypatch.setenv("VTK_DEFAULT_OPENGL_WINDOW", "vtkSomethingElse")
    with pytest.raises(MissingDependencyError):
        opengl.make_offscreen_window(8, 8)


@linux_only
def test_x_without_a_display_is_refused_before_vtk_ends_the_process(monkeypatch):
    monkeypatch.setenv("VTK_DEFAULT_OPENGL_WINDOW", "vtkXOpenGLRenderWindow")
    monkeypatch.delenv("DISPLAY", raising=False)
    with pytest.raises(MissingDependencyError):
        opengl.make_offscreen_window(8, 8)


@linux_only
def test_an_egl_without_a_driver_is_an_error_and_no_crash(drawing):
    code = (
        "from medseg.mrml.opengl import make_offscreen_window\n"
        "from medseg.errors import MissingDependencyError\n"
        "try:\n    make_offscreen_window(8, 8)\n"
        "except MissingDependencyError as error:\n    print('refused:', error)\n"
    )
    environment = {
        "__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent",
        "PATH": "",
        "VTK_DEFAULT_OPENGL_WINDOW": "vtkEGLRenderWindow",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("refused: Drawing off-screen needs OpenGL")
