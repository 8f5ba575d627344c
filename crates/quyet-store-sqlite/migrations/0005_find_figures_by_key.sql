-- A figure is found through its entry, which says the period, the place and the indicator: the whole key of its row.
-- The index by number cost as much at every append as the rows themselves.

DROP INDEX projection_figure_by_id;
