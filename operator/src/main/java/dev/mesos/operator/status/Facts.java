package dev.mesos.operator.status;

import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.registration.SlaveCounts;
import dev.mesos.operator.validate.ValidatedCluster;
import java.util.Optional;

/**
 * Everything that the status of a valid cluster is made from.
 *
 * @param obstacle what keeps the operator from going on, if anything does
 */
public record Facts(
    ValidatedCluster cluster,
    Observed observed,
    ElectionView election,
    Optional<SlaveCounts> slaves,
    Optional<Obstacle> obstacle) {}
