// The page of one submission: its verdict appears without a reload.

import { follow } from "./verdict.js";

const panel = document.getElementById("panel");
const unreachable = document.getElementById("unreachable");

if (panel.dataset.follow) {
  follow({
    panel,
    events: panel.dataset.follow,
    state: panel.dataset.stateUrl,
    reachable: (yes) => (unreachable.hidden = yes),
  });
}
