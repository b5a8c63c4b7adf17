"""How mails leave: by SMTP with a time limit; the request never waits for them (the outbox does)."""

from config import env

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EGIDE_SMTP_HOTE", "127.0.0.1")
EMAIL_PORT = env.integer("EGIDE_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("EGIDE_SMTP_UTILISATEUR", "")
EMAIL_HOST_PASSWORD = env.text("EGIDE_SMTP_MOT_DE_PASSE", "")
EMAIL_USE_TLS = env.boolean("EGIDE_SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("EGIDE_EXPEDITEUR", "portail@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
