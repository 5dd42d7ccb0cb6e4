### Contracts.

contract-state-ended = Päättynyt
contract-state-in-force = Voimassa
contract-state-upcoming = Ei ole alkanut
