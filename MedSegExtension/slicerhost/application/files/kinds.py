"""The kinds of files that the host knows."""

from slicerhost.application.files import readers
from slicerhost.application.files.file_kind import FileKind

_IMAGES = (
    ".nrrd",
    ".nhdr",
    ".nii",
    ".nii.gz",
    ".mha",
    ".mhd",
    ".img",
    ".hdr",
    ".dcm",
    ".gipl",
    ".gipl.gz",
    ".tif",
    ".tiff",
    ".png",
)
_IMAGES += (".jpg", ".jpeg", ".bmp", ".vtk")
_MODELS = (".vtk", ".vtp", ".stl", ".ply", ".obj", ".vtu")
_MARKUPS = (".mrk.json", ".json", ".fcsv")

# one that stands before another wins where both take an ending
KINDS = {
    kind.name: kind
    for kind in (
        FileKind("SceneFile", "Scene", (".mrb", ".mrml"), "", None),
        FileKind(
            "SegmentationFile",
            "Segmentation",
            (".seg.nrrd", ".seg.nhdr", ".seg.vtm", ".nrrd", ".nii.gz", ".vtm"),
            "vtkMRMLSegmentationNode",
            readers.read_segmentation,
        ),
        FileKind(
            "SequenceFile",
            "Sequence",
            (".seq.nrrd", ".seq.nhdr", ".seq.mrb", ".mrb"),
            "vtkMRMLSequenceNode",
            readers.read_sequence,
        ),
        FileKind("VolumeFile", "Volume", _IMAGES, "vtkMRMLVolumeNode", readers.read_volume),
        FileKind("ModelFile", "Model", _MODELS, "vtkMRMLModelNode", readers.read_model),
        FileKind("MarkupsFile", "Markups", _MARKUPS, "vtkMRMLMarkupsNode", readers.read_markups),
        FileKind(
            "TransformFile",
            "Transform",
            (".h5", ".tfm", ".mat", ".nii.gz", ".txt"),
            "vtkMRMLTransformNode",
            readers.read_transform,
        ),
        FileKind("TableFile", "Table", (".tsv", ".csv", ".txt"), "vtkMRMLTableNode", readers.read_table),
        FileKind("ColorTableFile", "Color", (".ctbl", ".cxml", ".csv"), "vtkMRMLColorNode", readers.read_color_table),
        FileKind("TextFile", "Text", (".txt", ".xml", ".json"), "vtkMRMLTextNode", readers.read_text),
    )
}


def kind_of_file(path: str) -> str:
    """The kind of a file by the longest ending that one takes; "NoFile" where none does."""
    name = path.lower()
    best, length = "NoFile", 0
    for kind in KINDS.values():
        for ending in kind.extensions:
            if name.endswith(ending) and len(ending) > length:
                best, length = kind.name, len(ending)
    return _prefer_volume(best, name)


def _prefer_volume(kind: str, name: str) -> str:
    """Images without `.seg` are volumes, though a segmentation could be read from them."""
    if kind == "SegmentationFile" and ".seg." not in name and not name.endswith(".vtm"):
        return "VolumeFile"
    return kind
