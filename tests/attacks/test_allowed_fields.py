"""No model holds a medical content: each column is on this list, and a new one must be argued for here.

security.md, section 1.4. Before adding a line: is it identity, work, declared risks, dates and places, papers as issued
for the employer, money or accounts? A motif, an examination, an observation, a vaccination, a result is refused.
"""

from django.apps import apps

ALLOWED = {
    "AccessRules": "version member_minimum staff_minimum letter_days new_device_code",
    "AccessLog": "at user member_number kind subject address",
    "Alert": "kind user detail raised_at seen_at seen_by",
    "InitialPassword": "user hash issued_at expires_at tries used_at",
    "ThrottleCounter": "key failures since blocked_until",
    "TrustedDevice": "user digest label trusted_until",
    "User": (
        "password last_login is_superuser username first_name last_name email is_staff is_active "
        "date_joined staff_role previous_login"
    ),
    "Appointment": (
        "version member employee kind state owner answer answered_at precision staff_note starts_at "
        "minutes centre physician room confirmed_at chosen_by_employer fee fee_tariff fee_waived_because "
        "fee_decided_at billed_as spared_fee changes_by_employer "
        "cancelled_at cancel_reason reason unavailable avoided away_from away_until comment wished_centre "
        "stop_cause stopped_on returns_on due_on requested_at requested_by"
    ),
    "Contest": "member appointment state decision opened_at decided_at",
    "ContestLetter": "member contest text from_service written_at written_by",
    "Replanning": "member at visits",
    "MemberFeed": "member user token_hash opened_at read_on",
    "NoticePrint": "printed_at count by_employer",
    "PhysicianFeed": "physician token_hash opened_at",
    "SlotOffer": "member appointment state starts_at minutes centre physician offered_at expires_at closed_at",
    "OccupiedTime": "member appointment resource starts_at",
    "Absence": "version physician centre starts_at ends_at cause",
    "OpeningRange": ("version physician centre room weekday opens_at closes_at every_weeks first_day last_day kinds"),
    "Room": "version centre name closed_on",
    "VisitType": "version kind minutes holders self_booking",
    "Centre": (
        "version name address postcode city phone email access parking wheelchair hours open_weekdays "
        "receives_from receives_until pause_from pause_until plan closed_on"
    ),
    "Physician": (
        "version profession title first_name last_name centre secretary_name secretary_phone "
        "secretary_email secretary_hours left_on"
    ),
    "Service": (
        "version name short_name address legal_form siren vat_number vat_exemption iban bic phone "
        "opening_hours assistance_email assistance_phone accounting_email accounting_phone "
        "relations_name relations_email relations_phone logo cancellation_notice_days "
        "cancellation_grace_hours vat_rate payment_days late_penalty leaver_months "
        "minor_years biological_2_years fields_years "
        "attestation_category prior_visit_for_handicap health_determinants_offered temporary_visit "
        "adult_apprentice_exam seasonal_adapted_visit lead_below_threshold_is_cmr renewed_stops_count legal_notice "
        "privacy_notice accessibility_notice first_reminder_days last_reminder_days employees_told offer_hours "
        "employer_changes dunning_by_itself dunning_since proof_days membership_proof_needs_dues "
        "platform_name platform_identifier platform_from platform_tells_payments "
        "members_account sales_account vat_account bank_account cash_account "
        "creditor_identifier debit_scheme debit_notice_days debit_lead_days"
    ),
    "DunningLevel": "version rank days title text claims_fees",
    "DunningLetter": "member rank title sent_on content",
    "DunnedInvoice": "member letter invoice rank sent_on remaining fee",
    "DunningHold": "member invoice reason since ended_at",
    "PlatformDeposit": "member invoice state identifier reason_code reason",
    "Certificate": "member kind code issued_on valid_until content revoked_at revoked_because",
    "DebitMandate": (
        "member rum scheme iban iban_end bic debtor signed_at signed_by signed_from agreed last_used_on state "
        "closed_on closed_because"
    ),
    "DebitBatch": "version collect_on scheme state file_digest abandoned_because",
    "DebitFile": "batch content",
    "DebitOrder": (
        "member batch mandate invoice amount sequence announced_at state payment reject_code rejected_on "
        "withdrawn_because"
    ),
    "CardPayment": (
        "member reference amount provider provider_reference checkout_url opened_by opened_at expires_at state refusal "
        "payment"
    ),
    "CardPart": "member card_payment invoice amount live",
    "CardNotice": (
        "provider event_id kind provider_reference amount currency happened_at received_at card_payment anomaly "
        "closed_at closed_note"
    ),
    "BankStatement": "file_name fingerprint taken_in_at opening credits debits closing",
    "BankLine": (
        "statement key booked_on amount name payer payer_end text state account reference is_outgoing return_code "
        "end_to_end same_as invoice set_aside_because payment"
    ),
    "CsvLayout": "version separator date_column amount_column debit_column label_column name_column",
    "Tariff": "version kind amount applies_from",
    "DuesRun": "version kind year quarter counted_on due_on per_head entry_fee state",
    "DeclarationCampaign": (
        "version year counted_on opens_on closes_on text first_reminder_on second_reminder_on third_reminder_on "
        "reminded_by_hand_on state"
    ),
    "Declaration": (
        "version member campaign state correspondent correspondent_phone correspondent_email remark reopened_because "
        "extended_to extended_because"
    ),
    "DeclarationStep": "member declaration step done_at done_by entrusted_to entrusted_by entrusted_at",
    "Filing": (
        "member declaration rank filed_at filed_by attested_by capacity because correspondent counted_on summary "
        "estimate"
    ),
    "DeclaredWorker": "member filing employee name post pcs_code category codes employers",
    "DeclarationReminder": "member declaration level day",
    "DuesCall": "member run counted entering net previous state set_aside_because invoice",
    "Erasure": "appointments at employees left_before visits",
    "Event": "name subject_id member by label changes at",
    "Submission": "user token fingerprint location at",
    "DeclaredDeterminant": "member employee code since until",
    "Employee": (
        "version member contract_kind hired_on contract_ends_on employers left_on leaving_reason "
        "left_declared_at departure_seen_at last_name usage_name first_name birth_date sex nir "
        "nir_print names_key email phone establishment post pcs_code post_since category "
        "risks_declared_on taken_in_at taken_in_by added_at search_key"
    ),
    "PastContract": "member employee contract_kind hired_on left_on leaving_reason post pcs_code",
    "FollowUp": (
        "member employee last_kind last_on next_kind due_on before_assignment physician_due_on "
        "physician_set_on reassessed_on version shown_due_on retained_category"
    ),
    "Reassessment": "count held_on member",
    "WorkStop": "version member employee cause first_day returns_on",
    "HeldPaper": "member employee kind issued_on",
    "Visit": "member employee kind held_on physician category",
    "Allocation": "member payment invoice amount released_at",
    "Invoice": (
        "member nature kind number issued_on due_on period issuer client net vat gross state settled credited "
        "is_history corrects reason"
    ),
    "InvoiceLine": "member invoice corrects label quantity unit_price vat_rate net",
    "InvoiceArchive": "member locked_until year asked_at asked_by papers done file size made_at expires_at",
    "InvoicePaper": "member invoice file size sha256 made_at locked_until",
    "InvoiceSeries": "year last",
    "Payment": "member received_on mode amount reference cancelled_at cancelled_because",
    "Refund": "member payment amount refunded_on reference",
    "Deposit": (
        "member file file_name size sha256 scanned_at kind title dated_on state answer deposited_at deposited_by"
    ),
    "Document": "theme title summary member trade withdrawn_at published_at",
    "DocumentVersion": "file file_name size sha256 scanned_at document number published_at published_by made_here",
    "Theme": "name rank",
    "Access": "member user role granted_at revoked_at",
    "Address": "version member kind recipient line1 line2 postcode city email",
    "ChangeRequest": (
        "member field old_value new_value explanation proof proof_name state answer precision "
        "asked_by asked_at answered_at"
    ),
    "Contact": "version member function name phone email",
    "Delegate": "version name siren email phone",
    "DelegateUser": "delegate user left_at",
    "Establishment": "version member siret name address postcode city is_head_office closed_on",
    "Invitation": "member email first_name last_name role state token_hash expires_at",
    "Mandate": "member delegate scopes starts_on ends_on state proof proof_name closed_because",
    "MandateRequest": "delegate number name scopes asked_at asked_by delivered_at mandate",
    "Member": (
        "version number name electronic_address legal_form siren naf joined_on struck_off_on struck_off_because phone "
        "email website centre physician search_key"
    ),
    "Heartbeat": "at",
    "MailChoices": "user unwanted",
    "Outbox": (
        "event recipient subject text notice_of discreet calendar confidential written_at locked_until attempts "
        "last_error sent_at"
    ),
    "Reminder": "member appointment days starts_at",
}
# Free words that a person of the service or of a member writes: each says on its page « aucune information médicale »
# or is read by the service alone.
FREE_WORDS = {
    "Appointment": {
        "comment",
        "precision",
        "answer",
        "staff_note",
        "cancel_reason",
        "fee_waived_because",
        "unavailable",
    },
}
MEDICAL = ("diagnos", "patholog", "exam", "vaccin", "aptitude", "inapt", "observation", "antecedent", "traitement",
           "handicap", "grossesse", "pregnan", "medical", "symptom", "result", "disease", "allerg")  # fmt: skip


def ours() -> dict[str, set[str]]:
    models = [model for model in apps.get_models() if model.__module__.startswith("egide.")]
    return {m.__name__: {f.name for f in m._meta.concrete_fields if f.name != "id"} for m in models}


def test_every_column_is_on_the_written_list() -> None:
    found, allowed = ours(), {name: set(words.split()) for name, words in ALLOWED.items()}
    unknown = {name: sorted(columns - allowed.get(name, set())) for name, columns in found.items()}
    unknown = {name: columns for name, columns in unknown.items() if columns}
    assert not unknown, f"Say in tests/attacks/test_allowed_fields.py why the employer's portal may hold {unknown}"


def test_the_written_list_names_no_column_that_is_gone() -> None:
    found = ours()
    gone = {name: sorted(set(words.split()) - found.get(name, set())) for name, words in ALLOWED.items()}
    assert not {name: columns for name, columns in gone.items() if columns}


def test_no_column_is_named_after_a_medical_thing() -> None:
    # switches of the service, not facts
    settings = {"prior_visit_for_handicap", "health_determinants_offered", "adult_apprentice_exam"}
    named = [(m, c) for m, columns in ours().items() for c in columns - settings if any(w in c for w in MEDICAL)]
    assert not named


def test_the_free_words_are_known() -> None:
    for model, words in FREE_WORDS.items():
        assert words <= ours()[model]
