"""Judgement over rows already loaded. A rule returns findings and writes nothing."""
