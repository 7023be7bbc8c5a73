"""Our own icons: 16 px, strokes of 2 px, always beside a word (looks.md 7).

They are written out in the page; no sprite, because `<use>` of another file is lost in PDFs and costs a request.
"""

from django.utils.safestring import SafeString, mark_safe

_FILLED = 'fill="currentColor" stroke="none"'

SHAPES: dict[str, str] = {
    # states of an issue, from an empty circle to a full one
    "ring": '<circle cx="8" cy="8" r="6"/>',
    "target": f'<circle cx="8" cy="8" r="6"/><circle cx="8" cy="8" r="2.5" {_FILLED}/>',
    "quarter": f'<circle cx="8" cy="8" r="6"/><path d="M8 8V2a6 6 0 0 1 6 6z" {_FILLED}/>',
    "half": f'<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" {_FILLED}/>',
    "most": f'<circle cx="8" cy="8" r="6"/><path d="M8 8V2a6 6 0 1 1-6 6z" {_FILLED}/>',
    "check": '<path d="M2.5 8.5l4 4 7-9"/>',
    "again": '<path d="M3 8a5 5 0 1 0 2-4M2.5 2v3.5H6"/>',
    "up": '<path d="M4 12l8-8M6 3.5h6.5V10"/>',
    "late": f'<path d="M8 1.5L15.5 14.5H.5z" {_FILLED}/>',
    "cross": '<path d="M3.5 3.5l9 9m0-9l-9 9"/>',
    "join": '<path d="M3 3v3l5 4 5-4V3M8 10v4"/>',
    # marks of disclosure
    "found": f'<path d="M2 2h12v12H2z" {_FILLED}/>',
    "partly": f'<path d="M3 3h10v10H3z"/><path d="M2 2h6v12H2z" {_FILLED}/>',
    "missing": '<path d="M3 3h10v10H3z"/>',
    "unreadable": '<path d="M3 3h10v10H3zM3 3l10 10m0-10L3 13"/>',
    "dash": '<path d="M3 8h10"/>',
    # things and deeds
    "plus": '<path d="M8 2.5v11M2.5 8h11"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5L14 14"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "person": '<circle cx="8" cy="5" r="3"/><path d="M2.5 14.5a5.5 5.5 0 0 1 11 0"/>',
    "people": '<circle cx="6" cy="5" r="2.5"/><path d="M1.5 14a4.5 4.5 0 0 1 9 0M11 2.8a2.5 2.5 0 0 1 0 4.4m1 2.3a4.5 4.5 0 0 1 2.5 4"/>',
    "place": '<path d="M8 15s5-5 5-8.5a5 5 0 0 0-10 0C3 10 8 15 8 15z"/><circle cx="8" cy="6.5" r="1.5"/>',
    "clock": '<circle cx="8" cy="8" r="6.5"/><path d="M8 4v4l3 2"/>',
    "calendar": '<path d="M2 4h12v10H2zM2 7.5h12M5 1.5v3m6-3v3"/>',
    "photo": '<path d="M1.5 4.5h3l1.5-2h4l1.5 2h3v9h-13z"/><circle cx="8" cy="8.5" r="2.5"/>',
    "file": '<path d="M3.5 1.5h6l3 3v10h-9zM9 1.5V5h3.5"/>',
    "download": '<path d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 14h11"/>',
    "lock": '<path d="M3 7h10v7.5H3zM5 7V5a3 3 0 0 1 6 0v2"/>',
    "talk": '<path d="M2 2.5h12v8H7L3.5 14v-3.5H2z"/>',
    "send": '<path d="M1.5 8L14.5 2 11 14.5 8 9z"/>',
    "next": '<path d="M5.5 2.5L11 8l-5.5 5.5"/>',
    "previous": '<path d="M10.5 2.5L5 8l5.5 5.5"/>',
    "printer": '<path d="M4 6V2h8v4M4 12H2V6h12v6h-2M4 9.5h8v5H4z"/>',
    "copy": '<path d="M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3"/>',
    "info": '<circle cx="8" cy="8" r="6.5"/><path d="M8 7.5v4M8 4.5v.1"/>',
    "eye": '<path d="M1 8s2.5-5 7-5 7 5 7 5-2.5 5-7 5-7-5-7-5z"/><circle cx="8" cy="8" r="1.5"/>',
}


def icon(name: str) -> SafeString:
    """Return icon `name` as inline SVG, hidden from screen readers; an unknown name is an error of ours."""
    return mark_safe(  # noqa: S308 - reason: constant text of this file
        '<svg class="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor"'
        f' stroke-width="2" aria-hidden="true" focusable="false">{SHAPES[name]}</svg>'
    )
