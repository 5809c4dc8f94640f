"""The numbers of `Involvement`: title, unit, definition and source, in the order of the table."""

from medseg.records.measure import Measure

GATTINONI = "Gattinoni et al., Am J Respir Crit Care Med 2001; 164: 1701-1711"
COLOMBI = "Colombi et al., Radiology 2020; 296: E86-E96"
CUT = "BMC Infect Dis 2021, doi 10.1186/s12879-021-06556-z"
PAN = "Pan et al., Radiology 2020; 295: 715-721"
THIRDS = "thirds of equal height of each lung, by the patient's axis from feet to head"
DEPTHS = "thirds of equal depth of each lung, from front to back; the back is the dependent part where the patient lay supine"
GRADES = "0 none, 1 below 5 %, 2 up to 25 %, 3 below 50 %, 4 up to 75 %, 5 above"

INVOLVEMENT_MEASURES = (
    Measure("lung_ml", "lung ml", 0, "volume of the lung, infection in it"),
    Measure("infection_ml", "infection ml", 1, "volume of the infection in the lung"),
    Measure("infection_percent", "infection %", 2, "infected share of the lung's volume"),
    Measure("mean_hu", "mean HU", 0, "mean HU of the lung, infection and vessels in it"),
    Measure("hyperinflated_percent", "hyperinflated %", 1, f"share of the lung below -900 HU ({GATTINONI})"),
    Measure("normally_aerated_percent", "normally aerated %", 1, f"share from -900 to below -500 HU ({GATTINONI})"),
    Measure("poorly_aerated_percent", "poorly aerated %", 1, f"share from -500 to below -100 HU ({GATTINONI})"),
    Measure("non_aerated_percent", "non-aerated %", 1, f"share from -100 to 100 HU ({GATTINONI})"),
    Measure("dense_percent", "above 100 HU %", 1, "share above 100 HU: calcium, contrast in vessels"),
    Measure("infection_mean_hu", "infection mean HU", 0, "mean HU of the infection"),
    Measure("aerated_infection_ml", "aerated infection ml", 1, f"infection below -700 HU, as dark as aerated lung ({COLOMBI})"),
    Measure("ground_glass_ml", "ground glass ml", 1, f"infection from -700 to below -300 HU, by density ({COLOMBI}; {CUT})"),
    Measure("consolidation_ml", "consolidation ml", 1, f"infection from -300 HU, by density ({CUT})"),
    Measure("ground_glass_percent", "ground glass %", 2, "ground glass as share of the lung's volume"),
    Measure("consolidation_percent", "consolidation %", 2, "consolidation as share of the lung's volume"),
    Measure("upper_percent", "upper third %", 1, f"infected share of the upper third: {THIRDS}"),
    Measure("middle_percent", "middle third %", 1, f"infected share of the middle third: {THIRDS}"),
    Measure("lower_percent", "lower third %", 1, f"infected share of the lower third: {THIRDS}"),
    Measure("ventral_percent", "front third %", 1, f"infected share of the front third: {DEPTHS}"),
    Measure("central_percent", "central third %", 1, f"infected share of the third between front and back: {DEPTHS}"),
    Measure("dorsal_percent", "back third %", 1, f"infected share of the back third: {DEPTHS}"),
    Measure(
        "dorsal_gradient_hu_per_cm",
        "towards the back HU/cm",
        1,
        "slope of the straight line through HU over depth: positive where the lung is denser in the back",
    ),
    Measure(
        "severity_score",
        "severity score",
        0,
        f"sum of grades by infected share ({GRADES}; {PAN}), of the five lobes where they are given, else of the thirds of each "
        "lung's height, which is no lobar score and not to be compared with one; graded by volume, not by eye",
    ),
    Measure("severity_max", "of at most", 0, "highest score that can be: 25 for five lobes, 30 for six thirds"),
    Measure("joined_ml", "joined ml", 1, "infection that touches the lung and that the lung's mask left out: added to it"),
    Measure("outside_ml", "outside ml", 1, "infection that no lung touches: left out of all numbers"),
)
