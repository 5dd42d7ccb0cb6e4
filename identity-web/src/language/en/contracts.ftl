### Contracts.

contract-state-ended = Ended
contract-state-in-force = In force
contract-state-upcoming = Not started
