#!/usr/bin/env bash
# A step between two runs of dbt on DuckDB: dbt makes the list, LeadScout labels it, dbt builds on the labels.
# usage: label.sh WAREHOUSE.duckdb LLM
set -eu
dbt run --select leads
leadscout classify "duckdb:$1?table=leads" --question department --teacher "$2" --max-cost 5.00 --yes --out "duckdb:$1?table=leads_by_department"
dbt run --select department_counts
