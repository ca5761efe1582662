# SPDX-License-Identifier: Apache-2.0
.PHONY: build test golden kernel-test vm-test bench dist
build dist: ; ./build
test: ; ./check style unit
golden: ; mvn -q test -pl helpers/$(HELPER) -am -Drelatd.golden=write
kernel-test: ; ./check dist kernel
vm-test: ; ./check dist vm
bench: ; mvn -q -Pbench package -pl benchmarks -am -DskipTests && java -jar benchmarks/target/benchmarks.jar
