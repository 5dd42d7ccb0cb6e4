### Contracts.

contract-state-ended = Avslutat
contract-state-in-force = Gäller
contract-state-upcoming = Har inte börjat
