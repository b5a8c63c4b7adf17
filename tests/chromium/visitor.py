"""One person in front of one browser: a page, and everything that the browser complained of."""

from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, Request, Response

from egide.demo.story import PASSWORD
from tests.chromium.screens import LARGE, faults_of

FIRM_DOOR = "/connexion/mandataire/"
DOOR = "/connexion/"


class Visitor:
    """Opens pages as `who` ("" is nobody yet) and refuses in silence nothing that the browser says."""

    def __init__(self, browser: Browser, url: str, *, scripts: bool = True, width: int = LARGE) -> None:
        self.url = url
        self.context = browser.new_context(
            base_url=url,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",  # no colour is measured half-way
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        self.context.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.pages: set[str] = set()
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._note)
        self.page: Page = self.context.new_page()

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that answers 409 or 422 says why on itself: only what it loads must not fail."""
        if message.type == "error" and message.location["url"] not in self.pages:
            self.complaints.append(message.text)

    def _note(self, request: Request) -> None:
        """The browser's own pages (its PDF viewer) are not other hosts."""
        if request.is_navigation_request():
            self.pages.add(request.url)
        if request.url.startswith("http") and not request.url.startswith(self.url):
            self.complaints.append(f"another host: {request.url}")

    def sign_in(self, login: str, password: str = PASSWORD, door: str = DOOR) -> None:
        self.page.goto(door)
        self.page.get_by_label("Nom utilisateur" if door == FIRM_DOOR else "Code utilisateur").fill(login)
        self.page.get_by_label("Mot de passe", exact=True).fill(password)
        self.page.get_by_role("button", name="Se connecter").click()
        self.page.wait_for_url(lambda url: "/connexion/" not in url)

    def goto(self, path: str) -> Response | None:
        return self.page.goto(path)

    def link(self, name: str, *, exact: bool = False) -> Locator:
        return self.page.get_by_role("link", name=name, exact=exact)

    def button(self, name: str, *, exact: bool = False) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def says(self) -> str:
        """The words of the page's main part, spaces made plain; of the page to come, when a click has called one."""
        self.page.wait_for_load_state("domcontentloaded")
        return plain(self.page.locator("main").inner_text())

    def look(self, page: Page | None = None) -> None:
        """The screen as it stands is worthy at both widths, in light and dark, and the browser is content."""
        page = page or self.page
        found = [*self.complaints, *faults_of(page)]
        self.complaints.clear()
        assert not found, "\n".join([page.url, *found])

    def download(self, link: Locator) -> bytes:
        """What a click on the link hands over as a file."""
        with self.page.expect_download() as waiting:
            link.click()
        download: Download = waiting.value
        return download.path().read_bytes()

    def fetch(self, path: str) -> bytes:
        """What the address answers to this person, without leaving the page."""
        answer = self.context.request.get(path, max_retries=1)  # an idle connection may close
        assert answer.status == 200, (path, answer.status)
        return answer.body()


def plain(text: str) -> str:
    """French typography uses three kinds of space; a quotation uses one."""
    for space in ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"):
        text = text.replace(space, " ")
    return text
