-- The store of xev-tui as tables. Amounts are in full units: 18.58 billion CNY is 18580000000.
--
-- `value` and the bounds are REAL, to calculate with; what a source states is there too as exact
-- decimal text. `core` is what the wording means, `support` what cannot be excluded, both also as
-- text in the notation of intervals: (300000, inf) is everything above 300,000. A bound that is
-- open to infinity is NULL. `line` is the line of `file`, NULL for the facts file itself. Days are
-- ISO 8601; `ends` is the last day that belongs to a period.

PRAGMA user_version = 1;

CREATE TABLE about (
  title TEXT NOT NULL,
  as_of TEXT NOT NULL,
  currency TEXT NOT NULL,           -- the reporting currency
  program TEXT NOT NULL             -- the version of xev-tui that wrote this file
);

-- whom and what it is about

CREATE TABLE entities (             -- companies and segments
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT,
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT
);

CREATE TABLE makers (               -- the makers that are compared, 1 the one the file is about
  entity_id TEXT PRIMARY KEY REFERENCES entities,
  position INTEGER NOT NULL UNIQUE,
  name TEXT NOT NULL,               -- its name among the makers
  perimeter TEXT,                   -- group, segment or brand
  counts TEXT NOT NULL,             -- deliveries, wholesales or sales
  currency TEXT NOT NULL,           -- its reporting currency
  fiscal_end TEXT NOT NULL,         -- the last month of its fiscal year
  first_delivery TEXT,
  ends TEXT,
  replaces_id TEXT REFERENCES entities (id),
  operating TEXT,                   -- what its operating result is called, where that differs
  holds TEXT                        -- what its figures include besides cars
);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT,
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT
);

CREATE TABLE aliases (              -- other names of either
  entity_id TEXT REFERENCES entities,
  person_id TEXT REFERENCES people,
  name TEXT NOT NULL
);

CREATE TABLE models (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  maker TEXT NOT NULL,
  body TEXT,
  replaces_id TEXT REFERENCES models DEFERRABLE INITIALLY DEFERRED,
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT
);

CREATE TABLE trims (
  model_id TEXT NOT NULL REFERENCES models,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (model_id, id)
);

CREATE TABLE units (                -- what is counted, and other words for it
  unit TEXT NOT NULL,
  word TEXT NOT NULL
);

CREATE TABLE concepts (             -- what is measured
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,               -- money, money/car, %, growth, x, text, date, or a unit
  period TEXT NOT NULL,             -- duration, instant or none
  additive INTEGER NOT NULL,
  cumulative INTEGER NOT NULL,
  nonnegative INTEGER NOT NULL,
  exact INTEGER NOT NULL,
  better TEXT,                      -- lower or higher, where cars are compared
  note TEXT,
  line INTEGER NOT NULL
);

CREATE TABLE calculations (         -- identities that figures are checked against
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,               -- total, ratio, margin, growth or step
  result_id TEXT NOT NULL REFERENCES concepts (id),
  line INTEGER NOT NULL
);

CREATE TABLE operands (
  calculation_id INTEGER NOT NULL REFERENCES calculations,
  position INTEGER NOT NULL,
  concept_id TEXT NOT NULL REFERENCES concepts,
  PRIMARY KEY (calculation_id, position)
);

-- where figures come from

CREATE TABLE tiers (                -- kinds of sources, 1 the most reliable
  id TEXT PRIMARY KEY,
  rank INTEGER NOT NULL UNIQUE
);

CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  tier TEXT NOT NULL REFERENCES tiers,
  url TEXT,
  published TEXT,
  read TEXT,
  language TEXT,
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT
);

CREATE TABLE derivations (          -- which source copies or translates which
  source_id TEXT NOT NULL REFERENCES sources,
  from_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (source_id, from_id)
);

CREATE TABLE voices (               -- the independent sources behind each: itself, or what it copies
  source_id TEXT NOT NULL REFERENCES sources,
  voice_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (source_id, voice_id)
);

-- what the sources state

CREATE TABLE figures (
  id INTEGER PRIMARY KEY,
  concept_id TEXT NOT NULL REFERENCES concepts,
  entity_id TEXT REFERENCES entities,
  model_id TEXT REFERENCES models,
  trim_id TEXT,
  market TEXT,
  duration TEXT,                    -- over how long, where that is not the period: PT18H
  period TEXT,
  starts TEXT,
  ends TEXT,
  text TEXT NOT NULL,               -- as the file has it: about 70 million USD
  value REAL,                       -- NULL where the concept is a text or a date
  value_exact TEXT,
  unit TEXT,
  hedge TEXT,                       -- rounded, about, over, at_least, under, at_most, nearly ...
  core_low REAL,
  core_high REAL,
  core TEXT,
  support_low REAL,
  support_high REAL,
  support TEXT,
  scenario TEXT NOT NULL,           -- actual, forecast, target, estimate or rumour
  by_entity TEXT REFERENCES entities (id),
  by_person TEXT REFERENCES people (id),
  rank TEXT NOT NULL,               -- preferred, normal or deprecated
  reason TEXT,
  usable INTEGER NOT NULL,          -- 1: actual, neither deprecated nor replaced
  chosen INTEGER NOT NULL,          -- 1: the one that is used, of its currency, where one is needed
  statement TEXT,                   -- its id, where it has one
  supersedes TEXT,                  -- the id of the statement that it replaces
  versus TEXT,                      -- the base of a growth
  place TEXT,                       -- where in the source
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT,
  FOREIGN KEY (model_id, trim_id) REFERENCES trims (model_id, id)
);

CREATE TABLE figure_sources (
  figure_id INTEGER NOT NULL REFERENCES figures,
  source_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (figure_id, source_id)
);

CREATE TABLE rates (                -- reference exchange rates, in `base` for one unit of `currency`
  id INTEGER PRIMARY KEY,
  base TEXT NOT NULL,
  currency TEXT NOT NULL,
  period TEXT NOT NULL,
  starts TEXT,
  ends TEXT,
  mean REAL NOT NULL,
  mean_exact TEXT NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  last REAL NOT NULL,
  line INTEGER NOT NULL
);

CREATE TABLE rate_sources (
  rate_id INTEGER NOT NULL REFERENCES rates,
  source_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (rate_id, source_id)
);

-- what happened, and what was promised

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,             -- the day, or as much of it as is known
  starts TEXT,
  ends TEXT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  entity_id TEXT REFERENCES entities,
  model_id TEXT REFERENCES models,
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT
);

CREATE TABLE event_sources (
  event_id INTEGER NOT NULL REFERENCES events,
  source_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (event_id, source_id)
);

CREATE TABLE promises (
  id INTEGER PRIMARY KEY,
  said TEXT NOT NULL,
  by_entity TEXT REFERENCES entities (id),
  by_person TEXT REFERENCES people (id),
  kind TEXT NOT NULL,               -- forecast, target, estimate or rumour
  title TEXT NOT NULL,
  concept_id TEXT NOT NULL REFERENCES concepts,
  entity_id TEXT REFERENCES entities,
  model_id TEXT REFERENCES models,
  trim_id TEXT,
  period TEXT,
  text TEXT NOT NULL,               -- what was expected, as the file has it
  value REAL,                       -- NULL where a date was expected
  value_exact TEXT,
  unit TEXT,
  hedge TEXT,
  core_low REAL,
  core_high REAL,
  core TEXT,
  support_low REAL,
  support_high REAL,
  support TEXT,
  verdict TEXT NOT NULL,            -- met, near, missed, open or overdue
  due TEXT,
  outcome REAL,                     -- in `outcome_unit`; NULL where nothing is known
  outcome_low REAL,
  outcome_high REAL,
  outcome_unit TEXT,
  outcome_date TEXT,                -- the day that came, where a day was expected
  decided TEXT,                     -- the day by which a source had what decides it
  days INTEGER,                     -- from when it was said to that day
  distance REAL,                    -- outcome less expectation, in `distance_unit`
  distance_unit TEXT,
  note TEXT,
  line INTEGER NOT NULL,
  file TEXT,
  FOREIGN KEY (model_id, trim_id) REFERENCES trims (model_id, id)
);

CREATE TABLE promise_sources (
  promise_id INTEGER NOT NULL REFERENCES promises,
  source_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (promise_id, source_id)
);

CREATE TABLE promise_outcomes (     -- the figures that decide it
  promise_id INTEGER NOT NULL REFERENCES promises,
  figure_id INTEGER NOT NULL REFERENCES figures,
  PRIMARY KEY (promise_id, figure_id)
);

-- where the sources disagree

CREATE TABLE disputes (             -- a figure, or a question, that sources disagree on
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  concept_id TEXT REFERENCES concepts,
  entity_id TEXT REFERENCES entities,
  model_id TEXT REFERENCES models,
  trim_id TEXT,
  market TEXT,
  duration TEXT,
  period TEXT,
  used_id INTEGER REFERENCES figures,  -- the figure that is used all the same
  line INTEGER NOT NULL,
  file TEXT,
  FOREIGN KEY (model_id, trim_id) REFERENCES trims (model_id, id)
);

CREATE TABLE dispute_remarks (      -- each remark on it, the most serious first
  dispute_id INTEGER NOT NULL REFERENCES disputes,
  position INTEGER NOT NULL,
  found_by TEXT NOT NULL,           -- the name of a check, or `file` where the file states it
  kind TEXT NOT NULL,               -- slip, mistake, loose, conversion, sum, definition ...
  sign TEXT NOT NULL,               -- conflict, tension, strained, undecided, reading, explained
  text TEXT,
  reason TEXT,                      -- how the file explains what a check found
  line INTEGER NOT NULL,
  file TEXT,
  PRIMARY KEY (dispute_id, position)
);

CREATE TABLE dispute_figures (
  dispute_id INTEGER NOT NULL REFERENCES disputes,
  figure_id INTEGER NOT NULL REFERENCES figures,
  PRIMARY KEY (dispute_id, figure_id)
);

CREATE TABLE claims (               -- the sides of a dispute that the file writes down
  id INTEGER PRIMARY KEY,
  dispute_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  says TEXT NOT NULL,
  holds INTEGER NOT NULL,           -- 1: the one that is right
  FOREIGN KEY (dispute_id, position) REFERENCES dispute_remarks (dispute_id, position)
);

CREATE TABLE claim_sources (
  claim_id INTEGER NOT NULL REFERENCES claims,
  source_id TEXT NOT NULL REFERENCES sources,
  PRIMARY KEY (claim_id, source_id)
);

CREATE TABLE acknowledged (         -- findings that the file explains
  id INTEGER PRIMARY KEY,
  check_name TEXT NOT NULL,
  concept_id TEXT NOT NULL REFERENCES concepts,
  entity_id TEXT REFERENCES entities,
  model_id TEXT REFERENCES models,
  period TEXT,
  expect TEXT NOT NULL,
  reason TEXT NOT NULL,
  line INTEGER NOT NULL,
  file TEXT
);

-- what follows: calculated by the program when it wrote this file

CREATE TABLE periods (
  maker_id TEXT NOT NULL REFERENCES makers,
  id TEXT NOT NULL,                 -- 2025-Q1
  kind TEXT NOT NULL,               -- quarter, half or year
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  basis TEXT,                       -- which result it is: operating result, adjusted net result
  currency TEXT NOT NULL,
  PRIMARY KEY (maker_id, id)
);

CREATE TABLE measures (             -- the figure that is used for each, stated or calculated
  id INTEGER PRIMARY KEY,
  maker_id TEXT NOT NULL,
  period_id TEXT NOT NULL,
  name TEXT NOT NULL,               -- deliveries, revenue, result, result_per_car ...
  value REAL NOT NULL,
  unit TEXT NOT NULL,
  core_low REAL,
  core_high REAL,
  support_low REAL,
  support_high REAL,
  formula TEXT,                     -- how it is calculated; NULL where it is stated
  UNIQUE (maker_id, period_id, name),
  FOREIGN KEY (maker_id, period_id) REFERENCES periods (maker_id, id)
);

CREATE TABLE measure_figures (      -- the statements it rests on
  measure_id INTEGER NOT NULL REFERENCES measures,
  figure_id INTEGER NOT NULL REFERENCES figures,
  PRIMARY KEY (measure_id, figure_id)
);

CREATE INDEX figures_concept ON figures (concept_id, period);
CREATE INDEX figures_entity ON figures (entity_id);
CREATE INDEX figures_model ON figures (model_id, trim_id);
CREATE INDEX figure_sources_source ON figure_sources (source_id);
CREATE INDEX derivations_from ON derivations (from_id);
CREATE INDEX voices_voice ON voices (voice_id);
CREATE INDEX rates_currency ON rates (currency, period);
CREATE INDEX events_starts ON events (starts);
CREATE INDEX event_sources_source ON event_sources (source_id);
CREATE INDEX promises_concept ON promises (concept_id, period);
CREATE INDEX promise_sources_source ON promise_sources (source_id);
CREATE INDEX promise_outcomes_figure ON promise_outcomes (figure_id);
CREATE INDEX disputes_concept ON disputes (concept_id, period);
CREATE INDEX dispute_figures_figure ON dispute_figures (figure_id);
CREATE INDEX claims_dispute ON claims (dispute_id, position);
CREATE INDEX claim_sources_source ON claim_sources (source_id);
CREATE INDEX measure_figures_figure ON measure_figures (figure_id);

-- The rows of `xev-tui show finances`.
CREATE VIEW finances AS
SELECT
  periods.id AS period,
  max(CASE WHEN measures.name = 'deliveries' THEN value END) AS deliveries,
  max(CASE WHEN measures.name = 'revenue' THEN value END) AS revenue,
  max(CASE WHEN measures.name = 'car_revenue' THEN value END) AS car_revenue,
  max(CASE WHEN measures.name = 'gross_margin' THEN value END) AS gross_margin,
  max(CASE WHEN measures.name = 'result' THEN value END) AS operating_result,
  periods.basis,
  max(CASE WHEN measures.name = 'result_per_car' THEN value END) AS profit_per_car,
  max(CASE WHEN measures.name = 'result_per_car' THEN core_low END) AS profit_per_car_low,
  max(CASE WHEN measures.name = 'result_per_car' THEN core_high END) AS profit_per_car_high,
  periods.currency,
  max(CASE WHEN measures.name = 'asp' THEN value END) AS asp
FROM periods
JOIN measures ON measures.maker_id = periods.maker_id AND measures.period_id = periods.id
JOIN makers ON makers.entity_id = periods.maker_id AND makers.position = 1
WHERE periods.kind = 'quarter'
GROUP BY periods.id, periods.basis, periods.currency, periods.starts
ORDER BY periods.starts;

-- One average car of each quarter of every maker on file, from revenue to result; what cannot be
-- calculated is NULL.
CREATE VIEW peers_per_car AS
SELECT
  makers.entity_id AS maker_id,
  makers.name AS maker,
  periods.id AS period,
  max(CASE WHEN measures.name = 'revenue_per_car' THEN value END) AS revenue,
  max(CASE WHEN measures.name = 'cost_of_sales_per_car' THEN value END) AS cost_of_sales,
  max(CASE WHEN measures.name = 'gross_profit_per_car' THEN value END) AS gross_profit,
  max(CASE WHEN measures.name = 'opex_per_car' THEN value END) AS opex,
  max(CASE WHEN measures.name = 'result_per_car' THEN value END) AS result,
  max(CASE WHEN measures.name = 'result_per_car' THEN core_low END) AS result_low,
  max(CASE WHEN measures.name = 'result_per_car' THEN core_high END) AS result_high,
  periods.basis,
  periods.currency
FROM periods
JOIN measures ON measures.maker_id = periods.maker_id AND measures.period_id = periods.id
JOIN makers ON makers.entity_id = periods.maker_id
WHERE periods.kind = 'quarter'
GROUP BY makers.position, makers.entity_id, makers.name, periods.id, periods.basis, periods.currency, periods.starts
ORDER BY makers.position, periods.starts;

-- The same of the maker that the file is about.
CREATE VIEW per_car AS
SELECT
  period, revenue, cost_of_sales, gross_profit, opex, result, result_low, result_high, basis,
  peers_per_car.currency
FROM peers_per_car
JOIN makers ON makers.entity_id = maker_id AND makers.position = 1
ORDER BY period;
