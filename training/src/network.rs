//! The second opinion: a network of one hidden layer over hashed features (a deep averaging network: Iyyer et al., ACL
//! 2015), learnt by stochastic gradient descent with a step of its own for each weight (AdaGrad: Duchi et al., JMLR 2011).

use wegotus::parser::model::UNITS;

use crate::svm::Random;

/// The kinds told apart: need and offer.
pub const KINDS: usize = 2;

/// One message as the network sees it.
pub struct Example {
    /// Its features: bucket and value.
    pub features: Vec<(u32, f32)>,
    /// For each kind, 1 where it is of the kind and -1 where it is not.
    pub is: [f32; KINDS],
    /// How much a mistake on each costs; 0 where it says nothing of it.
    pub cost: [f32; KINDS],
}

/// What was learnt.
pub struct Network {
    /// For each bucket, a weight for each unit.
    pub weights: Vec<[f32; UNITS]>,
    /// What is added for each unit.
    pub bias: [f32; UNITS],
    /// What each unit that is convinced adds to each kind.
    pub says: [[f32; KINDS]; UNITS],
    /// What is added for each kind.
    pub says_bias: [f32; KINDS],
}

/// How often every example is looked at.
const ROUNDS: usize = 4;

/// The length of the first steps; the last are next to nothing.
const STEP: f32 = 0.01;

/// How many of an example's features are looked at each time, so that none is relied on alone (dropout: Srivastava et al.,
/// JMLR 2014).
const KEPT: f32 = 0.5;

/// How large the weights are before anything is learnt: of buckets, and of what units say.
const BEGIN: [f32; 2] = [0.05, 0.5];

/// Learns from the examples; the same examples give the same weights.
pub fn learn(examples: &[Example], buckets: usize) -> Network {
    let mut random = Random::new();
    let mut learner = Learner::new(buckets, &mut random);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut kept = Vec::new();
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        let step = STEP * (1.0 - round as f32 / ROUNDS as f32);
        for &at in &order {
            let example = &examples[at];
            kept.clear();
            for &(bucket, value) in &example.features {
                if random.fraction() < KEPT {
                    kept.push((bucket, value / KEPT));
                }
            }
            learner.learn(&kept, example, step);
        }
    }
    learner.network
}

/// A network with how far each of its weights has gone already.
struct Learner {
    network: Network,
    gone_weights: Vec<f32>,
    gone_bias: [f32; UNITS],
    gone_says: [[f32; KINDS]; UNITS],
    gone_says_bias: [f32; KINDS],
}

impl Learner {
    fn new(buckets: usize, random: &mut Random) -> Self {
        let [weights, says] = BEGIN;
        let mut some = |most: f32| (random.fraction() * 2.0 - 1.0) * most;
        Self {
            network: Network {
                weights: (0..buckets)
                    .map(|_| std::array::from_fn(|_| some(weights)))
                    .collect(),
                bias: [0.0; UNITS],
                says: std::array::from_fn(|_| std::array::from_fn(|_| some(says))),
                says_bias: [0.0; KINDS],
            },
            gone_weights: vec![1e-6; buckets],
            gone_bias: [1e-3; UNITS],
            gone_says: [[1e-3; KINDS]; UNITS],
            gone_says_bias: [1e-3; KINDS],
        }
    }

    /// Learns from those features of an example: squared hinge loss.
    fn learn(&mut self, features: &[(u32, f32)], example: &Example, step: f32) {
        let network = &mut self.network;
        let mut sums = network.bias;
        for &(bucket, value) in features {
            for (sum, weight) in sums.iter_mut().zip(network.weights[bucket as usize]) {
                *sum += value * weight;
            }
        }
        let convinced = sums.map(|sum| sum.max(0.0));
        let mut blame = [0.0; UNITS];
        for kind in 0..KINDS {
            let (is, cost) = (example.is[kind], example.cost[kind]);
            let score: f32 = convinced
                .iter()
                .zip(&network.says)
                .map(|(convinced, says)| convinced * says[kind])
                .sum();
            let short = 1.0 - is * (score + network.says_bias[kind]);
            if cost == 0.0 || short <= 0.0 {
                continue;
            }
            let slope = -2.0 * is * short * cost;
            for unit in 0..UNITS {
                blame[unit] += slope * network.says[unit][kind];
                descend(
                    &mut network.says[unit][kind],
                    &mut self.gone_says[unit][kind],
                    slope * convinced[unit],
                    step,
                );
            }
            descend(
                &mut network.says_bias[kind],
                &mut self.gone_says_bias[kind],
                slope,
                step,
            );
        }
        for unit in 0..UNITS {
            if sums[unit] <= 0.0 {
                blame[unit] = 0.0;
            }
            if blame[unit] != 0.0 {
                descend(
                    &mut network.bias[unit],
                    &mut self.gone_bias[unit],
                    blame[unit],
                    step,
                );
            }
        }
        // A bucket's weights go by one step: it is met too seldom for each to find its own.
        let steep = blame.iter().map(|blame| blame * blame).sum::<f32>() / UNITS as f32;
        if steep == 0.0 {
            return;
        }
        for &(bucket, value) in features {
            let gone = &mut self.gone_weights[bucket as usize];
            *gone += value * value * steep;
            let far = step * value / gone.sqrt();
            for (weight, blame) in network.weights[bucket as usize].iter_mut().zip(blame) {
                *weight -= far * blame;
            }
        }
    }
}

/// One step down the slope, the shorter the farther a weight has gone already.
fn descend(weight: &mut f32, gone: &mut f32, slope: f32, step: f32) {
    *gone += slope * slope;
    *weight -= step * slope / gone.sqrt();
}
