"""The line icons of the interface, drawn for Jieti on a grid of 24."""

PATHS = {
    "account": '<circle cx="12" cy="8.5" r="3.7"/><path d="M4.8 20c.7-3.9 3.4-5.9 7.2-5.9s6.5 2 7.2 5.9"/>',
    "add": '<path d="M12 5v14M5 12h14"/>',
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "auto": '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>',
    "book": ('<path d="M12 6.5C10 5 7 4.6 4 5v13c3-.4 6 0 8 1.5 2-1.5 5-1.9 8-1.5V5c-3-.4-6 0-8 1.5zM12 6.5v13"/>'),
    "calendar": ('<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8 3.5v4M16 3.5v4"/>'),
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "chevron": '<path d="M9 5l7 7-7 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.3"/><path d="M12 7v5l3.3 2.2"/>',
    "code": '<path d="M8.5 7L3.5 12l5 5M15.5 7l5 5-5 5"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 5H7a2 2 0 0 0-2 2v8.5"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "exit": '<path d="M10 4.5H5v15h5M14 8l4.5 4-4.5 4M9.5 12h9"/>',
    "globe": (
        '<circle cx="12" cy="12" r="8.3"/><path d="M3.7 12h16.6M12 3.7c5 5 5 11.6 0 16.6M12 3.7c-5 5-5 11.6 0 16.6"/>'
    ),
    "info": '<circle cx="12" cy="12" r="8.3"/><path d="M12 11v5M12 7.8v.1"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5L19.5 4M16 7.5l3 3"/>',
    "machine": (
        '<rect x="4" y="4.5" width="16" height="6.5" rx="1.5"/><rect x="4" y="13" width="16" height="6.5" rx="1.5"/>'
        '<path d="M7.5 7.8v.1M7.5 16.3v.1M11 7.8h5.5M11 16.3h5.5"/>'
    ),
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="M4 7.5l8 6 8-6"/>',
    "mentoring": '<path d="M4 5h16v11h-8.5L7 20v-4H4z"/><path d="M8 9h8M8 12.2h5"/>',
    "moon": '<path d="M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"/>',
    "pencil": '<path d="M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5z"/>',
    "people": (
        '<circle cx="9" cy="9" r="3.2"/>'
        '<path d="M3 19c.5-3.4 2.7-5.2 6-5.2s5.5 1.8 6 5.2M15.5 6a3.2 3.2 0 0 1 0 6M17 14.2c2.2.6 3.6 2.2 4 4.8"/>'
    ),
    "play": '<path d="M7.5 5v14l11-7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>',
    "settings": (
        '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>'
    ),
    "stairs": '<path d="M3 20v-4.5h6V11h6V6.5h6V20z"/>',
    "sun": (
        '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4"/>'
    ),
    "today": '<path d="M4 20v-5h5.3v-5h5.4V5H20v15z"/><path d="M14.7 10v10"/>',
    "trash": '<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7"/>',
}
