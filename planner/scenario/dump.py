"""Plain data as strict YAML that reads back as what it was, here and with older YAML readers."""

from __future__ import annotations

from typing import Any

import yaml

from planner.scenario.yaml_scalars import meaning

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_DUMPER):  # type: ignore[misc]
    """Quotes text that YAML 1.1 readers or our own reader would take for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write repeated parts out: `*` is for people who type, not for a record."""
        del data
        return True


def _text(dumper: Any, text: str) -> Any:
    # The dumper quotes by the rules of YAML 1.1 of itself; 1e6 and 0o7 are text there and numbers in 1.2.
    style = None if meaning(text) == text else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dump_yaml(raw: dict[str, Any]) -> str:
    """A scenario's plain data as YAML, keys in their order."""
    return str(yaml.dump(raw, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None))


def dump_in_a_line(value: Any) -> str:
    """Any plain value as YAML that stands in one line: `{team: response, share: 0.5}`."""
    text = str(
        yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9, default_flow_style=True)
    )
    return text.removesuffix("\n").removesuffix("\n...")
