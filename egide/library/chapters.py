"""What the « mode d’emploi » says, entry by entry of the menu: words in « » are those of the screens (tested)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """An entry of the menu, or what is done there: sentences, pictograms (icon, name, meaning), lines of colour
    (tone, word, meaning)."""

    title: str
    paragraphs: tuple[str, ...]
    pictograms: tuple[tuple[str, str, str], ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()


CHAPTERS = (
    Chapter("Se connecter", (
        "À l’adresse du portail, saisissez le code utilisateur et le mot de passe de votre courrier. Un cabinet "
        "comptable entre par « J’utilise une connexion mandataire / cabinet comptable ».",
        "La première fois, choisissez votre mot de passe : {minimum} caractères au moins, une phrase de quelques mots "
        "convient. Indiquez deux fois une adresse de récupération, puis ouvrez le lien qui y arrive.",
        "Mot de passe perdu ? « J’ai oublié mon mot de passe » envoie un lien à cette adresse.",
    )),
    Chapter("Accueil", (
        "« À faire » commence par ce qui presse : factures échues, visites en retard, questions du service, embauches "
        "sans demande de visite, fiches à compléter. Chaque ligne mène droit à l’endroit où agir.",
        "Viennent ensuite les prochains rendez-vous avec leur convocation, la somme à régler et votre effectif.",
    )),
    Chapter("Mon entreprise", (
        "Chaque bloc s’ouvre par son crayon et se ferme par Valider ou Fermer. Ce qui est grisé appartient au "
        "service : « Demander une modification » envoie la nouvelle valeur avec son justificatif, la réponse s’affiche "
        "au même endroit.",
        "L’administrateur invite les autres utilisateurs, choisit leur rôle, accorde les mandats des cabinets "
        "et y met fin.",
    ), (("pencil", "Crayon", "modifier le bloc"),)),
    Chapter("Mes salariés", (
        "La couleur d’une ligne, son icône et son mot disent la même chose :",
    ), (
        ("plus", "Plus", "ajouter un salarié ; la demande de visite est proposée juste après, avec sa date limite"),
        ("user-minus", "Sortie", "sortir un salarié de l’effectif, avec la date et le motif"),
    ), (
        ("", "Blanc, complet", "tous les renseignements sont là"),
        ("ok", "Vert, ajouté", "le service ne l’a pas encore pris en compte"),
        ("danger", "Rouge, sorti", "il a quitté l’effectif ; la ligne reste jusqu’à la fin de l’année"),
        ("warn", "Orange, à compléter", "la ligne dit ce qui manque"),
    )),
    Chapter("Les déterminants de suivi individuel", (
        "Cliquez sur un nom pour ouvrir la fiche. En cochant les risques du poste, la catégorie déclarée (SI, SIA "
        "ou SIR) change sous vos yeux, avec l’article du code du travail qui l’explique.",
    )),
    Chapter("La déclaration annuelle", (
        "À l’ouverture, l’accueil la montre, préparée d’après Mes salariés : c’est là qu’on corrige. « Confier cette "
        "étape » prévient un collègue ou votre cabinet. L’attestation prend une copie et donne un récépissé.",
    )),
    Chapter("Mes factures", (
        "Trois groupes : à régler, acquittées, avoirs. F précède le montant d’une facture, A celui d’un avoir. Le code "
        "QR du règlement remplit le virement dans l’application de votre banque.",
        "« Payer par carte », si le service l’ouvre : cochez les factures, payez sur la page du prestataire, revenez. "
        "La facture est réglée quand il le confirme, et un courriel vous le dit.",
        "« Prélèvement », si le service l’ouvre : signez un mandat en ligne, vos factures sont débitées à l’échéance. "
        "Celle qui va l’être dit quand, et n’est pas relancée d’ici là.",
        "Une facture en retard est relancée par courriel, puis de nouveau si elle reste due. La fenêtre de son "
        "règlement garde chaque relance reçue. Un désaccord, une difficulté ? Dites-le : le service peut suspendre.",
        "« Attestations et relevé » délivre à l’instant l’attestation d’adhésion ou de paiement, si aucune cotisation "
        "n’est échue ; qui la reçoit la vérifie par son code. Le relevé de compte dit chaque mouvement et le solde.",
        "Sous « Exporter », « Archive d’une année (.zip) » réunit les PDF et leur liste dans un fichier, que "
        "le portail prépare : quittez la page, revenez le prendre sous sept jours. Un virement qui cite le n° de la "
        "facture est rapproché au plus vite.",
    ), (
        ("eye", "Œil", "aperçu de la pièce, à enregistrer ou imprimer"),
        ("currency-euro", "Euro", "date, mode, montant et référence du règlement"),
        ("x", "Croix", "fermer la fenêtre"),
    )),
    Chapter("Mes contacts", (
        "Le siège, votre centre de visite et la façon d’y venir, votre médecin référent. L’affichage obligatoire "
        "s’imprime depuis cette page.",
    ), (("eye", "Œil", "téléphone, adresse et horaires du secrétariat médical"),)),
    Chapter("Mes rendez-vous", (
        "« À venir » ne montre que les rendez-vous validés par le service. « Demandes » suit chacune de vos demandes, "
        "avec la réponse de l’assistante médicale et son motif, daté ; le récépissé prouve que vous avez demandé.",
        "Une demande vaut pour plusieurs salariés : cochez-les, puis dites les demi-journées à éviter.",
        "N’écrivez jamais d’information médicale : ni motif de santé, ni diagnostic.",
    ), (
        ("calendar-plus", "Calendrier plus", "demander un rendez-vous"),
        ("calendar-minus", "Calendrier moins", "demander l’annulation"),
        ("printer", "Imprimante", "convocation à remettre au salarié"),
    )),
    Chapter("Réserver, déplacer, remplacer", (
        "« Réserver un créneau » paraît quand le service ouvre une visite à la réservation. Choisissez le salarié, "
        "puis un jour et une heure libres, lisez les conditions : le rendez-vous est planifié aussitôt.",
        "« Déplacer » montre les créneaux libres, tant que l’annulation est gratuite ; le rendez-vous ne quitte son "
        "heure qu’une fois la nouvelle prise. « Remplacer » envoie un autre salarié à la même heure, sans frais, sauf "
        "à une visite de reprise. Remettez la nouvelle convocation.",
    )),
    Chapter("La liste d’attente", (
        "Sans place libre, le service met votre demande en liste d’attente. « Un créneau se libère » : un e-mail et le "
        "haut de la page vous le proposent, à votre tour. Répondez avant l’heure dite, {offer} heures ouvrées après ; "
        "sinon le créneau passe à une autre entreprise et votre demande garde sa place.",
    )),
    Chapter("Annuler, contester un prix", (
        "L’annulation est gratuite jusqu’à {notice} jours ouvrés avant l’heure du rendez-vous, et dans les {grace} "
        "heures qui suivent sa validation par le service ; ensuite, ou en cas d’absence, {fee}. "
        "« Demander l’annulation » donne le dernier moment gratuit avant de vous laisser choisir.",
        "La visite d’un intérimaire a son prix si le service en a voté un. Sur l’aperçu d’une facture, « Pourquoi ce "
        "montant » dit qui a été compté, ou quelle visite est facturée, et à quel tarif.",
        "Ce prix vous semble injuste ? Dans « Passés », « Contester » ouvre un échange avec le service. Sa décision "
        "et sa raison s’affichent au même endroit ; si la facture est déjà partie, un avoir la corrige.",
    )),
    Chapter("Convocations, rappels et agenda", (
        "La convocation arrive avec l’e-mail du rendez-vous, et part aussi au salarié dont vous avez indiqué "
        "l’adresse. « Convocations choisies (PDF) » en réunit plusieurs dans un fichier. {reminders}",
        "« Dans mon agenda » donne une adresse secrète : « Créer l’adresse », puis abonnez-y votre agenda. Elle ne "
        "s’affiche qu’une fois, et qui la connaît lit vos rendez-vous : « Remplacer l’adresse » "
        "ou « Fermer l’adresse » y met fin.",
    )),
    Chapter("Mes documents", (
        "La bibliothèque du service, par thème ; « nouveau » signale ce qui est paru depuis votre dernière visite. "
        "« Déposer un document » remet au service votre document unique, avec sa date.",
    )),
    Chapter("Besoin d’aide ?", ("{assistance}. Munissez-vous de votre numéro d’adhérent.",)),
)  # fmt: skip
