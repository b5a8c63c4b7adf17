"""Cases of follow-up in JSON, for other software: read, checked, answered (`egide suivi`)."""
