"""Second facteur: an application of codes, passkeys, recovery codes; who must hold one, and how each is proved."""
