"""What the law leaves to the service, or leaves in doubt (docs/a-verifier.md), each with its default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameters:
    """The choices of one service. The names are those of its exchanges with other software."""

    sia_mineur_ans: int = 5  # R.4624-16; « l'âge » of R.4624-17 lets a protocol say 3
    sia_agents_bio2_ans: int = 5  # R.4624-16; 3 by protocol (R.4624-17)
    sia_cem_ans: int = 5  # R.4624-16; 3 by protocol (R.4624-17)
    attestation_categorie: str = "SI"  # R.4323-56 and R.4544-10 since 1 October 2025: SI or SIA
    vip_prealable_rqth_invalidite: bool = False  # R.4624-18 names night and minors only
    interim_vip: str = "delai_3_mois"  # R.4624-10; « avant_mission » reads R.4625-11 literally
    plomb_sous_seuil_cmr: bool = False  # before 10 April 2026: lead is Repr. 1A, R.4624-23 I 3° read literally
    apprenti_majeur_ema: str = "avant"  # R.4624-24; « 2_mois » follows R.6222-36
    reprise_prolongations: bool = False  # décret 2026-503 art. 5: does a renewal after 15 June 2026 count?
    saisonnier_sia_vip: bool = False  # D.4625-22 al. 2 gives a collective action outside special risks
    sante_proposee: bool = False  # health data: closed to employers by default (L.4624-8, RGPD art. 9)


DEFAULTS = Parameters()
