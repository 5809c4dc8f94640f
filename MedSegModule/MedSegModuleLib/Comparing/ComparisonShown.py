"""The comparison that is chosen, as the section Compare shows it."""

from typing import Any

from slicer.i18n import tr as _

from MedSegModuleLib.Comparing.ComparedTable import ComparedTable
from MedSegModuleLib.Comparing.CompareView import CompareView
from MedSegModuleLib.Notes import showText


class ComparisonShown:
    """Shows table, methods without a result, colour key and the list of plots."""

    def __init__(self, ui: Any, table: ComparedTable) -> None:
        """Show nothing yet.

        Args:
            ui: The section's widgets.
            table: The table of scores.
        """
        self._ui = ui
        self._table = table
        self._scopes: list[str] = []
        self._charts: list[str] = []

    def show(self, parameterNode: Any, isLocked: bool) -> None:
        """Show the comparison of the parameter node; without one the page is hidden but for the selector."""
        ui = self._ui
        rows, table = _rows(parameterNode), None if parameterNode is None else parameterNode.comparison
        self._showScopes([row.segment for row in rows])
        shown = [row for row in rows if row.segment == ui.scopeComboBox.currentText]
        self._table.show(shown)
        self._showMissing(shown)
        self._showCharts(table)
        hasRows = bool(shown)
        layouts = (ui.sideBySideButton, ui.comparisonViewsButton, ui.compareSlicesButton)
        for widget in (ui.compareViewChoice, ui.compareChartComboBox, *layouts):
            widget.visible = hasRows
        ui.scopeComboBox.visible = hasRows and len(self._scopes) > 1
        ui.comparisonPage.visible = hasRows or _hasComparisons(ui.comparisonSelector)
        ui.removeComparisonButton.enabled = table is not None and not isLocked
        ui.compareViewChoice.enabled = not isLocked
        self._showChosen(parameterNode if hasRows else None)

    def _showScopes(self, segments: list[str]) -> None:
        scopes = list(dict.fromkeys(segments))
        if scopes == self._scopes:
            return
        box, before = self._ui.scopeComboBox, self._ui.scopeComboBox.currentText
        self._scopes = scopes
        box.clear()
        for scope in scopes:
            box.addItem(scope)
        box.setCurrentIndex(scopes.index(before) if before in scopes else len(scopes) - 1)

    def _showMissing(self, rows: list[Any]) -> None:
        lines = [f"{row.method}: {row.reason}" for row in rows if row.reason]
        showText(self._ui.withoutResultLabel, "\n".join(lines))

    def _showCharts(self, table: Any) -> None:
        titles = _chartTitles(table)
        if titles == self._charts:
            return
        self._charts = titles
        box, before = self._ui.compareChartComboBox, self._ui.compareChartComboBox.currentText
        box.clear()
        for title in titles:
            box.addItem(title)
        box.setCurrentIndex(titles.index(before) if before in titles else _first(titles))

    def _showChosen(self, parameterNode: Any) -> None:
        """Which method is shown over the slices, and what its colours mean."""
        from MedSegModuleLib.Sections.EvaluateSection import colourKey

        view = CompareView.NOTHING if parameterNode is None else parameterNode.compare.view
        self._table.choose(None if view is CompareView.NOTHING else parameterNode.compare.shown)
        key = colourKey(_agreement(parameterNode)) if view is CompareView.AGREEMENT else ""
        showText(self._ui.compareKeyLabel, key)


def _rows(parameterNode: Any) -> list[Any]:
    from medseg.mrml import compared_rows

    table = None if parameterNode is None else parameterNode.comparison
    return [] if table is None or not table.GetNumberOfRows() else list(compared_rows(table))


def _chartTitles(table: Any) -> list[str]:
    from medseg.mrml.comparison_scene import comparison_charts

    return [] if table is None else [chart.GetTitle() for chart in comparison_charts(table)]


def _first(titles: list[str]) -> int:
    """The Dice, which is asked for most."""
    return next((number for number, title in enumerate(titles) if title.startswith(_("Dice"))), 0)


def _hasComparisons(selector: Any) -> bool:
    return selector.nodeCount() > 0


def _agreement(parameterNode: Any) -> Any:
    from medseg.mrml.comparison_scene import agreement_node

    return agreement_node(parameterNode.comparison, parameterNode.compare.shown)
