# What people type. `make help` says what there is. No target needs root or Docker.

MVN ?= mvn
RUNS ?= 5
ROWS ?= 1,2,3,4,5,6,7
SLAVES ?= 20000
FIRST ?= 1
SEEDS ?= 100000
# what make test checks is not checked again
QUICK := -B -q -DskipTests -Dspotless.check.skip -Dmdep.analyze.skip
# the image that ours stand on; a published one, such as eclipse-temurin:25-jre, needs a registry
BASE_IMAGE ?=

export JAVA_HOME := $(shell .ci/find-jdk 2> /dev/null)
export PATH := $(JAVA_HOME)/bin:$(PATH)

IMAGES := operator,daemons/master,daemons/slave,daemons/zookeeper
BASE_TAR := target/base-image.tar
QUICKSTART = java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow -cp deploy/local/target/local.jar dev.mesos.local.cli.Quickstart

BENCH_FLAGS = --add-opens=java.base/java.lang=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

.DEFAULT_GOAL := help
.PHONY: help quickstart test images e2e bench bench-crash bench-failover bench-scale soak soak-slaves soak-clusters format manifests build tools

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

quickstart: build ## a cluster on this machine, its leader killed, the next one shown (ARGS=--once ends by itself, CONTEXT=name takes that Kubernetes)
	@$(QUICKSTART) $(if $(CONTEXT),--context $(CONTEXT)) $(ARGS)

test: tools $(if $(WITH_IMAGES),$(BASE_TAR)) ## every check and every test (WITH_IMAGES=yes makes the images in the same go)
	$(MVN) -B verify $(if $(WITH_IMAGES),-Pimages)

images: tools $(if $(BASE_IMAGE),,$(BASE_TAR)) ## image archives target/mesos-*.tar in every module, without Docker (BASE_IMAGE=eclipse-temurin:25-jre stands on that)
	$(MVN) $(QUICK) package -Pimages -pl $(IMAGES) -am $(if $(BASE_IMAGE),-Dbase.image=$(BASE_IMAGE))
	@ls -1 */target/mesos-*.tar */*/target/mesos-*.tar

e2e: tools ## the scenarios alone, after make test; on the cluster of E2E_KUBECONFIG=file, else on the embedded one
	$(MVN) $(filter-out -q,$(QUICK)) verify -pl e2e -am -De2e.skip=false $(if $(E2E_KUBECONFIG),-Dsurefire.reportNameSuffix=kubernetes)

bench: build ## the times of docs/reference/measurements.md, measured RUNS times on this machine
	@for run in $$(seq $(RUNS)); do echo "run $$run of $(RUNS)"; $(QUICKSTART) --once $(ARGS) || exit 1; done

bench-crash: tools ## SIGKILL to the next leader in the status, on the cluster of E2E_KUBECONFIG=file (images loaded beforehand), RUNS times each way
	RUNS=$(RUNS) $(MVN) -B test-compile surefire:test@scenarios -pl e2e -am -De2e.skip=false -Dspotless.check.skip -Dmdep.analyze.skip -Dtest=CrashMeasurement -Dsurefire.failIfNoSpecifiedTests=false
	@cat e2e/target/crash.txt

bench-failover: build ## our elections beside those that others have; ROWS=1,2,...,7 of docs/reference/measurements.md, ARGS=--help for more
	@java $(BENCH_FLAGS) -cp bench/target/bench.jar dev.mesos.bench.Bench --rows=$(ROWS) $(ARGS)

bench-scale: build ## SLAVES slaves on one master: registering, resting, its loss and theirs; ARGS=--help for more
	@ulimit -n $$(ulimit -Hn); java $(BENCH_FLAGS) -cp bench/target/bench.jar dev.mesos.bench.scale.Scale --slaves=$(SLAVES) $(ARGS)

# what runs the class $(2) of a module's tests $(1) on FIRST and SEEDS
define simulate
	@$(MVN) $(QUICK) test-compile dependency:build-classpath -pl $(1) -am -Dmdep.includeScope=test -Dmdep.outputFile=target/soak.classpath
	@java -XX:+UseSerialGC -cp $(1)/target/test-classes:$(1)/target/classes:$$(cat $(1)/target/soak.classpath) $(2) $(FIRST) $(SEEDS) $(3)
endef

soak: tools ## SEEDS simulated elections from seed FIRST on; ends at the first promise that is broken and says how to see it again
	$(call simulate,daemons/coordination,dev.mesos.coordination.SimulationSoak)

soak-slaves: tools ## the same with SEEDS clusters of masters, registry and slaves, where elections are taken for proved
	$(call simulate,daemons/master,dev.mesos.master.simulation.ClusterSoak)

soak-clusters: tools ## the same with SEEDS clusters down to ZooKeeper's servers; some ten times as slow
	$(call simulate,daemons/master,dev.mesos.master.simulation.ClusterSoak,modelled)

format: tools ## put the formatting right
	$(MVN) -B -q spotless:apply

manifests: tools ## write anew what is generated and committed: the CRD, the chart's copy of it, deploy/operator
	$(MVN) -B -q test -pl crds -Dcrd.update=true
	.ci/manifests

build: tools
	@$(MVN) $(QUICK) package -pl '!e2e'

$(BASE_TAR): deploy/base-image/build.sh $(JAVA_HOME)/release
	deploy/base-image/build.sh $@

tools:
	@.ci/find-jdk > /dev/null
	@command -v $(MVN) > /dev/null || { echo "No Maven found: install it (apt-get install maven, sdk install maven, brew install maven)."; exit 1; }
