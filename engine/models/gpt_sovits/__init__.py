"""The official GPT-SoVITS families: v2, v2Pro and v2ProPlus."""
