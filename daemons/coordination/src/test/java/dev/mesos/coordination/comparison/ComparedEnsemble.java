package dev.mesos.coordination.comparison;

import dev.mesos.coordination.simulation.zookeeper.Operation;
import java.time.Duration;
import java.util.List;

/**
 * Three servers with clients that are told apart by numbers, real or a model. Every step ends when
 * it is done: answers, events and what became of connections are in the client's history by then.
 */
interface ComparedEnsemble extends AutoCloseable {

  /** Where a client connects to. */
  enum Where {
    /** Any server, and to another one when that is lost. */
    ANYWHERE,
    /** The server that leads. */
    THE_LEADER,
    /** One server, which follows. */
    A_FOLLOWER
  }

  /** Begins a session. */
  void open(int client, Duration timeout, Where where);

  /** Asks, one after the other, without waiting for answers in between. */
  void ask(int client, Operation... operations);

  /** Asks something that is carried out; the connection breaks before the answer comes. */
  void askInVain(int client, Operation.Create create);

  /** The connection breaks, and the session goes on over another. */
  void reconnect(int client);

  /** Nobody hears the client for so long that its session ends; then it is heard again. */
  void expire(int client);

  /** Ends the session. */
  void close(int client);

  /** The server that leads stops and starts again; the clients have found others by then. */
  void loseLeader();

  /** Cuts the server of a client at {@link Where#A_FOLLOWER} off from the other servers. */
  void isolateServer(int client);

  /** Joins all servers again. */
  void heal();

  /** What a client has seen, in order. */
  List<String> history(int client);

  @Override
  void close();
}
