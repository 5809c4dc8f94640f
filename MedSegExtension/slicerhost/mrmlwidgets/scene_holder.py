"""Knowing a scene, and telling of another one."""

from typing import Any

from slicerhost.pythonqt.standin import Signal


def scene_members() -> dict[str, Any]:
    """What makes a widget know a scene, for `vars().update(scene_members())` in its class body."""

    def scene_of(self: Any) -> Any:
        """The scene, or None."""
        return self.__dict__.get("_scene")

    def set_scene(self: Any, scene: Any) -> None:
        """Takes another scene and tells of it."""
        if scene is not scene_of(self):
            self.__dict__["_scene"] = scene
            self.mrmlSceneChanged.emit(scene)

    return {"mrmlSceneChanged": Signal(object), "mrmlScene": scene_of, "setMRMLScene": set_scene}
