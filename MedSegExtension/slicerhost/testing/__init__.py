"""Fixtures for tests of scripted modules; `-p slicerhost.testing.plugin` brings them to pytest."""
