"""Operations of the golden cases on sound, the SoVITS networks and their losses."""


class SovitsOperations:
    """Groups dsp, s2g and s2d."""
