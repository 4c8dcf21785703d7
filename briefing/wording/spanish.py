"""Spanish."""

from __future__ import annotations

from briefing.document import Labels
from briefing.wording.marks import Dashes, Marks
from briefing.wording.words import AnnexWords, CitationWords, DataWords, DoubtWords, JudgmentWords, ReadingWords, Wording


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(words: str) -> tuple[str, ...]:
    return tuple(words.split(", "))


_THE = r"(?:\s+(?:l[oa]s|unos|unas))?"

_LIKELY = "probable, probables, probablemente"
_UNLIKELY = "improbable, improbables, poco probable, poco probables"
_EVEN = (
    "tan probable como improbable, tan probable como que no, posibilidades parejas, probabilidades parejas, "
    "posibilidades similares, probabilidades similares"
)
_CERTAIN = "casi seguro, casi segura, casi seguros, casi seguras, casi seguramente, casi con seguridad, casi con certeza"
_REMOTE = "posibilidad remota, remota posibilidad, posibilidades remotas, remotas posibilidades"

SPANISH = Wording(
    tag="es",
    locale="es",
    note_locale="es",
    labels=Labels(
        contents="Contenido",
        table="Tabla",
        figure="Figura",
        timeline="Cronología",
        edition="Edición",
        date="Fecha",
        cutoff="Cierre de la información",
        page="Página",
        of="de",
        cited_in="Citado en",
        note="nota",
        notes="notas",
        data="Datos de la figura",
        skip="Ir al texto",
        back="Volver al texto",
        listed="En la lista de notas",
        close="Cerrar",
        differ="En qué difieren las fuentes",
        beware="Léase con cautela",
        remark="Nota",
        caution="Cautela",
        disagreement="Las fuentes difieren",
        opening="«",
        closing="»",
    ),
    judgment=JudgmentWords(
        label="Juicio",
        confidence="Confianza",
        confidences={"low": "Baja", "moderate": "Moderada", "high": "Alta"},
        basis="Fundamento",
        alternatives="Alternativas",
        indicators="Indicadores",
        likelihoods={
            "almost no chance": _forms("casi ninguna posibilidad, casi ninguna probabilidad, casi imposible"),
            "very unlikely": _forms("muy improbable, muy improbables, muy poco probable, muy poco probables"),
            "unlikely": _forms(_UNLIKELY),
            "roughly even chance": _forms(_EVEN),
            "likely": _forms(_LIKELY),
            "very likely": _forms("muy probable, muy probables, muy probablemente"),
            "almost certain": _forms(_CERTAIN),
            "remote": _forms(f"{_REMOTE}, remoto, remota"),
            "highly improbable": _forms("altamente improbable, altamente improbables, sumamente improbable"),
            "improbable": _forms(_UNLIKELY),
            "roughly even odds": _forms(_EVEN),
            "probable": _forms(_LIKELY),
            "highly probable": _forms("altamente probable, altamente probables, sumamente probable"),
            "nearly certain": _forms(_CERTAIN),
            "remote chance": _forms(_REMOTE),
            "highly unlikely": _forms("altamente improbable, altamente improbables, sumamente improbable, muy improbable"),
            "realistic possibility": _forms("posibilidad realista, posibilidades realistas"),
            "highly likely": _forms("altamente probable, altamente probables, sumamente probable, muy probable"),
        },
        negations=r"no\s+(?:(?:es|son|era|eran|sería|serían|fue|parece|parecen|resulta|está|hay)|será(?:n)?)",
    ),
    annex=AnnexWords(
        differences="En qué difieren las fuentes",
        sources="Fuentes",
        citing="según",
        set_aside="descartada",
        preferred="preferida",
        kinds={
            "news": "Noticia",
            "opinion": "Opinión",
            "analysis": "Análisis",
            "official": "Texto oficial",
            "rewrite": "Texto reescrito",
            "forum": "Publicación en un foro",
        },
    ),
    data=DataWords(
        title="Las figuras en cifras",
        headings={
            "label": "Medida",
            "value": "Valor",
            "date": "Fecha",
            "as_of": "Fecha",
            "qualifiers": "Método o alcance",
            "method": "Método",
            "scope": "Alcance",
            "place": "Lugar",
            "by": "Según",
            "status": "Carácter",
            "who": "Quién lo dice",
        },
        statuses={
            "reported": "reportado",
            "official_data": "dato oficial",
            "claimed": "afirmado",
            "alleged": "alegado",
            "opinion": "opinión",
        },
        to="a",
        not_given="no se indica",
    ),
    citation=CitationWords(
        paragraph="párr.",
        paragraphs="párrs.",
        accessed_on="consultado el",
        accessed_in="consultado en",
        conjunctions=((r"(?:[ií]|h[ií])(?![aeoáéó])", "e"), ("", "y")),
        et_al="et al.",
        within="en",
    ),
    doubt=DoubtWords(
        differ="Las fuentes difieren sobre {label}",
        gives="{names} da más de una respuesta sobre {label}",
        give="{names} (una sola voz) dan más de una respuesta sobre {label}",
        again="{lead}, como se señaló más arriba.",
        decisions={
            "disclose": "El informe expone la diferencia",
            "prefer": "El informe prefiere",
            "not-comparable": "El informe las toma como respuestas a preguntas distintas",
            "compatible": "El informe entiende que ambas pueden ser ciertas",
            "": "Nadie ha decidido aún qué hará el informe con ello",
        },
        or_="o",
        none="ninguna",
        says="Solo {names} lo dice, y no se nombra aquí: {labels}.",
        say="Solo {names} (una sola voz) lo dicen, y no se nombran aquí: {labels}.",
        of=" de {label}",
        waived="Aquí se dispensó una comprobación{of}: {rule}",
        reason="Motivo: {reason}",
        until="Vale hasta: {date}.",
        unknown="una fuente desconocida",
        more="y {number} más",
    ),
    reading=ReadingWords(
        scales={"mil millones": 10**9, "millones": 10**6, "millón": 10**6, "mil": 10**3, "billones": 10**12, "billón": 10**12},
        ranges=((rf"entre{_THE}", rf"y{_THE}"), (rf"(?:del?|desde){_THE}", rf"(?:al?|hasta){_THE}")),
        references=(
            r"(?:artículos?|arts?\.|ley(?:es)?|decretos?|resoluci(?:ón|ones)|tablas?|cuadros?|figuras?|páginas?|págs?\.|notas?|"
            r"secci(?:ón|ones)|capítulos?|anexos?|párrafos?|párrs?\.|apartados?|números?|núms?\.|n\.º|nro\.|grupo|tomo)"
        ),
        roundings={
            "approx": (
                r"(?:unos|unas|casi|cerca de|alrededor de|en torno a|aproximadamente|aprox\.|apenas|sobre)"
                r"(?:\s+(?:l[oa]s|unos|unas))?"
            ),
            "min": (
                r"(?:más de|por encima de|superior(?:es)? a|no menos de|no inferior(?:es)? a|al menos|por lo menos|como mínimo)"
                r"(?:\s+l[oa]s)?"
            ),
            "max": (
                r"(?:menos de|por debajo de|inferior(?:es)? a|no más de|no superior(?:es)? a|a lo sumo|como máximo|hasta)"
                r"(?:\s+l[oa]s)?"
            ),
        },
        strictly=r"(?<!\bno )(?:más de|por encima de|superior(?:es)? a|menos de|por debajo de|inferior(?:es)? a)",
        days=r"{day}(?:\.?º)?\s+de\s+{month}(?!\w)(?:\s+del?\s+(?:año\s+)?{year}(?!\d))?",
        leaning=_words(
            """
            sr sra srta sres dr dra lic ing gral cnel cap tte pdte pdta mons prof profa sto sta art arts pág págs núm núms nro
            párr párrs ud uds vd ee uu rr ff aa p.ej ej aprox av avda cía dpto
            """
        ),
    ),
    marks=Marks(("«", "»"), ("“", "”"), stops_inside=False),
    dashes=Dashes("—", is_spaced=False, between="-"),
    bounds={"approx": "alrededor de", "min": "al menos", "more": "más de", "max": "como máximo", "less": "menos de"},
    scales=((10**12, "billón", "billones"), (10**6, "millón", "millones")),
    durations={
        "second": ("segundo", "segundos"),
        "minute": ("minuto", "minutos"),
        "hour": ("hora", "horas"),
        "day": ("día", "días"),
        "week": ("semana", "semanas"),
        "month": ("mes", "meses"),
        "quarter": ("trimestre", "trimestres"),
        "year": ("año", "años"),
        "decade": ("década", "décadas"),
        "century": ("siglo", "siglos"),
    },
    symbols={},
    code_follows=True,
    grouped_from=10_000,
)
"""As in Spain: angular quotation marks, numbers of four figures without a separator; a billion is a thousand million."""

IN_AMERICA = Marks(("“", "”"), ("‘", "’"), stops_inside=False)
"""As CLDR has them for `es-419`."""

OF_SPAIN = frozenset({"", "ES", "GQ"})
"""Regions that write as Spain does; all others write as Latin America."""
