-- A figure is found through its entry, which says the period, the place and the indicator: the whole key of its row.
-- The index by number cost as much at every append as the rows themselves.

DROP INDEX projection_figure_by_id;

-- Layout 2 is whole: seals (0003), checkpoints (0004), no index by number.
PRAGMA user_version = 2;
