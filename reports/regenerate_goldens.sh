#!/bin/sh
# Makes reports/golden/ anew from the sample reports: reports/regenerate_goldens.sh BUILD-FOLDER
set -eu
build=${1:?usage: reports/regenerate_goldens.sh BUILD-FOLDER}
cmake --build "$build" --target tameshi_reports_test
exec "$build/tameshi_reports_test" --run_test=golden -- --write-goldens
