"""What a browser says of itself, in words that its owner recognises: « Firefox sur Windows »."""

# Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """Never the raw text: it means nothing to most people, and anybody may write anything in it."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "Navigateur")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} sur {system}" if system else browser
