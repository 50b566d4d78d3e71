// A process for each core, since the others use all cores, too.
import cluster from "node:cluster";
import { availableParallelism } from "node:os";

export function onEachCore(serve) {
  if (cluster.isPrimary) {
    for (let i = 0; i < availableParallelism(); i++) cluster.fork();
  } else {
    serve();
  }
}
