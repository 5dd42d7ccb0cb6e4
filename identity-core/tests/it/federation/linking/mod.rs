//! Identities elsewhere and the accounts here, branch by branch. The names of the tests say the branch.

mod answers;
mod attacks;
mod central_first;
mod local_first;
mod matrix;
mod own;
mod provider;
mod races;
mod refusals;
mod requests;
