//! A linear classifier: L2-regularised squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008).

/// One message as the classifier sees it.
pub struct Example {
    /// Its features: bucket and value.
    pub features: Vec<(u32, f32)>,
    /// Whether it belongs to the kind learnt.
    pub positive: bool,
    /// How much a mistake on it costs.
    pub cost: f64,
}

/// A weight for each bucket, and one for all.
pub struct Linear {
    /// By bucket.
    pub weights: Vec<f64>,
    /// Added always.
    pub bias: f64,
}

/// How often every example is looked at.
const ROUNDS: usize = 30;

/// Learns from the examples; the same examples give the same weights.
pub fn learn(examples: &[Example], buckets: usize) -> Linear {
    let mut model = Linear {
        weights: vec![0.0; buckets],
        bias: 0.0,
    };
    let mut duals = vec![0.0_f64; examples.len()];
    let squares: Vec<f64> = examples
        .iter()
        .map(|example| {
            1.0 + example
                .features
                .iter()
                .map(|&(_, value)| f64::from(value).powi(2))
                .sum::<f64>()
        })
        .collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &at in &order {
            let example = &examples[at];
            let sign = if example.positive { 1.0 } else { -1.0 };
            let softness = 0.5 / example.cost;
            let gradient = sign * model.score(&example.features) - 1.0 + softness * duals[at];
            if duals[at] == 0.0 && gradient >= 0.0 {
                continue;
            }
            let dual = (duals[at] - gradient / (squares[at] + softness)).max(0.0);
            let change = (dual - duals[at]) * sign;
            duals[at] = dual;
            for &(bucket, value) in &example.features {
                model.weights[bucket as usize] += change * f64::from(value);
            }
            model.bias += change;
        }
    }
    model
}

impl Linear {
    /// The score of a message.
    pub fn score(&self, features: &[(u32, f32)]) -> f64 {
        let sum: f64 = features
            .iter()
            .map(|&(bucket, value)| self.weights[bucket as usize] * f64::from(value))
            .sum();
        sum + self.bias
    }
}

/// Numbers that look random and are the same every time (SplitMix64).
pub struct Random(u64);

impl Random {
    /// The first of them come next.
    pub const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// Puts the places into another order.
    pub fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }

    /// A number from 0 to below 1.
    pub fn fraction(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u32 << 24) as f32
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }
}
