"""What is not collected where an extra is not installed: the modules of [ocr] import its libraries."""

from importlib.util import find_spec

collect_ignore_glob = (
    [] if find_spec("cv2") and find_spec("rapidocr") else ["knowledge/readers/ocr/*"]
)
