"""Series from folders, and images from series."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import slicer
import vtk

from slicerhost.errors import HostError
from slicerhost.slicerlib.dicom.series import Series

_AUTO_WINDOW = 8
_TAGS = [
    "SeriesInstanceUID",
    "SeriesNumber",
    "SeriesDescription",
    "Modality",
    "StudyInstanceUID",
    "StudyDate",
    "PatientID",
    "SOPInstanceUID",
    "InstanceNumber",
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "Rows",
]


def find_series(folder: str | Path) -> list[Series]:
    """The series of images in a folder and below it.

    Args:
        folder: The folder.

    Returns:
        The series by number; files in the order of their positions in the patient.
    """
    headers: dict[str, list[tuple[Path, Any]]] = {}
    for path in sorted(Path(folder).rglob("*")):
        header = _read_header(path) if path.is_file() else None
        if header is not None:
            headers.setdefault(str(header.get("SeriesInstanceUID", "")), []).append((path, header))
    found = [_make_series(uid, files) for uid, files in headers.items()]
    return sorted(found, key=lambda series: (series.number.zfill(8), series.uid))


def load_series(series: Series) -> Any:
    """The volume node of a series, with the UIDs of its instances and its place in the subject hierarchy.

    Args:
        series: From `find_series`.

    Returns:
        The node; it is shown in the slice views.

    Raises:
        HostError: It could not be read.
    """
    files = vtk.vtkStringArray()
    for path in series.files:
        files.InsertNextValue(str(path))
    logic = slicer.modules.volumes.logic()
    node = logic.AddArchetypeVolume(str(series.files[0]), series.name, _AUTO_WINDOW, files)
    if node is None:
        raise HostError(f"Expected a series of images, got {len(series.files)} files that could not be read as one.")
    node.SetAttribute("DICOM.instanceUIDs", " ".join(series.instance_uids))
    _join_hierarchy(node, series)
    slicer.util.setSliceViewerLayers(background=node, fit=True)
    return node


def _read_header(path: Path) -> Any:
    """The header of an image; None for other files."""
    import pydicom

    try:
        header = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=_TAGS)
    except (pydicom.errors.InvalidDicomError, OSError, EOFError):
        return None
    return header if "Rows" in header else None


def _make_series(uid: str, files: Sequence[tuple[Path, Any]]) -> Series:
    first = files[0][1]
    ordered = sorted(files, key=lambda file: _position(file[1], first))
    text = {tag: str(first.get(tag, "") or "") for tag in _TAGS}
    return Series(
        uid=uid,
        number=text["SeriesNumber"],
        description=text["SeriesDescription"],
        modality=text["Modality"],
        study_uid=text["StudyInstanceUID"],
        study_date=text["StudyDate"],
        patient_id=text["PatientID"],
        files=[path for path, _ in ordered],
        instance_uids=[str(header.get("SOPInstanceUID", "")) for _, header in ordered],
    )


def _position(header: Any, first: Any) -> float:
    """The place of a slice along the normal of the first one; the number of the instance where it has none."""
    position, orientation = header.get("ImagePositionPatient"), first.get("ImageOrientationPatient")
    if position is None or orientation is None:
        return float(header.get("InstanceNumber") or 0)
    axes = np.asarray(orientation, dtype=float)
    return float(np.cross(axes[:3], axes[3:]) @ np.asarray(position, dtype=float))


def _join_hierarchy(node: Any, series: Series) -> None:
    """Put the image below its study and patient. They are called by no name: a scene is often passed on."""
    hierarchy = slicer.vtkMRMLSubjectHierarchyNode.GetSubjectHierarchyNode(slicer.mrmlScene)
    item = hierarchy.GetItemByDataNode(node) or hierarchy.CreateItem(hierarchy.GetSceneItemID(), node)
    hierarchy.SetItemUID(item, "DICOM", series.uid)
    hierarchy.SetItemAttribute(item, "DICOM.Modality", series.modality)
    hierarchy.SetItemAttribute(item, "DICOM.SeriesNumber", series.number)
    patient = _folder(hierarchy, hierarchy.GetSceneItemID(), series.patient_id or series.study_uid, "Patient")
    study = _folder(hierarchy, patient, series.study_uid, "Study")
    if series.study_date:
        hierarchy.SetItemAttribute(study, "DICOM.StudyDate", series.study_date)
    hierarchy.SetItemParent(item, study)


def _folder(hierarchy: Any, parent: int, uid: str, level: str) -> int:
    """The item of a patient or a study, which is made where it is not there."""
    found = hierarchy.GetItemByUID("DICOM", uid) if uid else 0
    if found:
        return found
    make = hierarchy.CreateSubjectItem if level == "Patient" else hierarchy.CreateStudyItem
    item = make(parent, level)
    if uid:
        hierarchy.SetItemUID(item, "DICOM", uid)
    return item
